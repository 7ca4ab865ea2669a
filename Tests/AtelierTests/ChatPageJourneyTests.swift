import Glibc
import Martlet
import MartletTesting
import Testing

/// The service with nothing configured, as `make run` starts it, and people in front of Chromium.
@Suite(.serialized, .browser, .timeLimit(.minutes(10)))
struct ChatPageJourneyTests {
    @Test func `two people have a picture painted each: progress, the picture, the balance, buttons`() async throws {
        try await TemporaryDirectory.with { directory in
            try await Self.withAtelier(in: directory, port: try await FreePort.find()) { address in
                _ = try await Browser.current.errors()
                let first = try await ChatTab.open(address)
                try await first.say("/start")
                try await Self.orderPicture(of: "a red bird over the sea", in: first)

                let second = try await ChatTab.open(address)
                try await second.say("/balance")
                try await second.tab.wait(for: "document.querySelectorAll('.bot').length > 0")
                // Another person, who has a wallet of their own and sees nothing of the first one's pictures.
                #expect(try await second.words(of: ".bot").contains { $0.contains("100") })
                #expect(try await second.tab.value("document.querySelectorAll('.photo').length") == 0)
                try await Self.orderPicture(of: "a lighthouse at night", in: second)

                try await first.tab.click(".message:has(.photo) .key")
                try await first.tab.wait(for: "[...document.querySelectorAll('.photo img')].at(1)?.naturalWidth > 0")
                #expect(try await Browser.current.errors().map(\.message) == [])
            }
            try await Browser.current.clear()
        }
    }

    /// Orders a picture and waits until it is there, paid and with real pixels.
    private static func orderPicture(of prompt: String, in chat: ChatTab) async throws {
        try await chat.tab.perform(
            """
            window.seen = new Set();
            new MutationObserver(() => {
                for (const words of document.querySelectorAll('.bot .words')) seen.add(words.firstChild.textContent);
            }).observe(document.getElementById('log'), { childList: true, subtree: true });
            """
        )
        try await chat.say("/generate \(prompt)")
        try await chat.tab.wait(for: "document.querySelector('.photo img')?.naturalWidth >= 512")
        #expect(try await chat.tab.coloursOfPicture() > 100)
        #expect(try await chat.tab.value("document.querySelector('.photo img').alt.includes('\(prompt)')"))
        let ready = try await eventually("the last words of the progress message") {
            try await chat.words(of: ".bot").lazy.compactMap { $0.wholeMatch(of: /Ready\. (.+) taken, (.+) left\./) }
                .first
        }
        // The message that says so has said other things before.
        let seen: [String] = try await chat.tab.value("[...window.seen]")
        #expect(seen.contains { $0.hasSuffix(" is painting…") || $0.contains(" is about to paint.") }, "\(seen)")
        #expect(try await !chat.words(of: ".bot").contains { $0.hasSuffix(" is painting…") })
        #expect(ready.output.2 != "100 RUB")
        try await chat.say("/balance")
        try await chat.waitForWords("You have \(ready.output.2).", of: ".bot")
    }

    @Test func `the service is away and comes back: the page says so, and goes on without anything twice`()
        async throws
    {
        try await TemporaryDirectory.with { directory in
            let port = try await FreePort.find()
            let chat = try await Self.withAtelier(in: directory, port: port) { address in
                let chat = try await ChatTab.open(address)
                try await chat.say("/start")
                try await chat.tab.wait(for: "document.querySelectorAll('.bot').length == 1")
                return chat
            }
            try await chat.tab.wait(for: "!document.getElementById('banner').hidden")
            let before = try await chat.words()
            let person = try await chat.person()

            try await Self.withAtelier(in: directory, port: port) { _ in
                try await chat.tab.wait(for: "document.getElementById('banner').hidden")
                #expect(try await chat.words() == before)
                try await chat.say("/start")
                try await chat.tab.wait(for: "document.querySelectorAll('.bot').length == 2")
                #expect(try await chat.words(of: ".mine") == ["/start", "/start"])
                #expect(try await chat.person() == person)
                // A connection that is refused is an error for the browser; the page itself had none.
                let errors = try await Browser.current.errors().filter { $0.source != "network" }
                #expect(errors.map(\.message) == [])
            }
            try await Browser.current.clear()
        }
    }

    /// Runs the executable on a port for the length of a closure, and stops it as an operator does.
    private static func withAtelier<Success>(
        in directory: String,
        port: Int,
        _ body: (_ address: String) async throws -> Success
    ) async throws -> Success {
        let variables = ["ENVIRONMENT": "development", "HTTP_PORT": "\(port)", "ADMIN_HTTP_PORT": "0"]
        let process = try ServiceProcess("atelier", variables: variables, in: directory)
        defer { process.send(signal: SIGKILL) }
        let success = try await body(try await process.address())
        process.send(signal: SIGTERM)
        #expect(await process.exit() == 0)
        return success
    }
}
