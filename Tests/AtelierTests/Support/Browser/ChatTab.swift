import Foundation
import Martlet
import MartletTesting

/// A tab with the chat page, used as a person does.
struct ChatTab: Sendable {
    let tab: BrowserTab

    /// Who the tab is.
    struct Person: Decodable, Hashable {
        let id: Int64
        let first_name: String
        let username: String
        let language_code: String
    }

    /// Opens the page in a new tab and waits until it has been introduced.
    static func open(_ address: String) async throws -> ChatTab {
        let chat = ChatTab(tab: try await BrowserTab.open(address))
        try await chat.isReady()
        return chat
    }

    /// Waits until the page can be used.
    func isReady() async throws {
        try await tab.wait(for: "document.body.classList.contains('ready')")
    }

    func person() async throws -> Person {
        let json: String = try await tab.run("return sessionStorage.getItem('person')")
        return try JSONDecoder().decode(Person.self, from: Data(json.utf8))
    }

    /// Writes a text and sends it.
    func say(_ text: String) async throws {
        try await tab.perform("document.getElementById('input').focus()")
        try await tab.press(text, BrowserTab.Key.enter)
    }

    /// The words of all messages, or of those of the bot or of the person, without the times.
    func words(of selector: String = ".message") async throws -> [String] {
        try await tab.run(
            """
            return [...document.querySelectorAll(arguments[0] + ' .words')].map(words =>
                [...words.childNodes].filter(node => node.nodeName != 'TIME').map(node => node.textContent).join('').trim())
            """,
            selector
        )
    }

    /// Waits until one message says exactly this.
    func waitForWords(_ words: String, of selector: String = ".message") async throws {
        _ = try await eventually("a message '\(words)' in the chat") {
            try await self.words(of: selector).contains(words) ? true : nil
        }
    }

    /// Waits for a note above the conversation.
    func waitForToast(_ text: String) async throws {
        _ = try await eventually("a note '\(text)'") {
            let notes: [String] = try await tab.run(
                "return [...document.querySelectorAll('.toast')].map(note => note.textContent)"
            )
            return notes.contains(text) ? true : nil
        }
    }
}
