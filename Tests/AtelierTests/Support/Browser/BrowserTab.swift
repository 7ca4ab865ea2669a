import Foundation
import Martlet
import MartletTesting
import Testing

/// A tab of the browser; what is done in one puts it in front.
struct BrowserTab: Sendable {
    /// Keys that are no characters, as the protocol names them.
    enum Key {
        static let backspace = "\u{E003}", tab = "\u{E004}", enter = "\u{E007}", shift = "\u{E008}", escape = "\u{E00C}"
        static let up = "\u{E013}", down = "\u{E015}"
    }

    let browser: Browser
    let handle: String

    /// Opens an address in a new tab.
    static func open(_ address: String) async throws -> BrowserTab {
        struct Window: Decodable { let handle: String }
        let browser = try Browser.current
        let window: Window = try await browser.command(.post, "/window/new", ["type": "tab"])
        let tab = BrowserTab(browser: browser, handle: window.handle)
        try await tab.go(to: address)
        return tab
    }

    /// Carries out a command in this tab.
    @discardableResult
    func command<Value: Decodable>(
        _ method: HTTPClient.Method,
        _ path: String,
        _ parameters: [String: Any] = [:]
    ) async throws -> Value {
        let _: Nothing? = try await browser.command(.post, "/window", ["handle": handle])
        return try await browser.command(method, path, parameters)
    }

    /// Loads an address.
    func go(to address: String) async throws {
        let _: Nothing? = try await command(.post, "/url", ["url": address])
    }

    /// Loads the page again.
    func reload() async throws {
        let _: Nothing? = try await command(.post, "/refresh")
    }

    /// Runs the body of a function in the page and returns what it returns.
    func run<Value: Decodable>(_ script: String, _ arguments: String...) async throws -> Value {
        try await command(.post, "/execute/sync", ["script": script, "args": arguments])
    }

    /// Runs the body of a function in the page.
    func perform(_ script: String, _ arguments: String...) async throws {
        let _: Nothing? = try await command(.post, "/execute/sync", ["script": script, "args": arguments])
    }

    /// What an expression is in the page.
    func value<Value: Decodable>(_ expression: String) async throws -> Value {
        try await run("return \(expression)")
    }

    /// Waits until an expression holds in the page.
    func wait(for expression: String, within limit: Duration = .seconds(30)) async throws {
        let _: Bool = try await eventually(within: limit, "'\(expression)' in the browser") {
            let holds: Bool = try await value("Boolean(\(expression))")
            return holds ? true : nil
        }
    }

    /// Presses keys one after the other, each of them together with one that is held.
    func press(_ keys: String..., holding held: String? = nil) async throws {
        var actions: [[String: String]] = held.map { [["type": "keyDown", "value": $0]] } ?? []
        for key in keys.flatMap({ $0 }) {
            for type in ["keyDown", "keyUp"] { actions.append(["type": type, "value": String(key)]) }
        }
        if let held { actions.append(["type": "keyUp", "value": held]) }
        let source: [String: Any] = ["type": "key", "id": "keyboard", "actions": actions]
        let _: Nothing? = try await command(.post, "/actions", ["actions": [source]])
    }

    /// Clicks the first element of a selector where it is on the screen, as a mouse does.
    func click(_ selector: String) async throws {
        let parameters = ["using": "css selector", "value": selector]
        let element: [String: String] = try await command(.post, "/element", parameters)
        let id = try #require(element.values.first)
        let _: Nothing? = try await command(.post, "/element/\(id)/click")
    }

    /// Gives the page the size of a screen, of a phone or not.
    func resize(width: Int, height: Int, isPhone: Bool = false) async throws {
        let metrics: [String: Any] = ["width": width, "height": height, "deviceScaleFactor": 1, "mobile": isPhone]
        try await devtools("Emulation.setDeviceMetricsOverride", metrics)
    }

    /// Says what the person prefers, for example that `prefers-color-scheme` is `dark`.
    func prefer(_ preferences: [String: String]) async throws {
        let features = preferences.map { ["name": $0.key, "value": $0.value] }
        try await devtools("Emulation.setEmulatedMedia", ["features": features])
    }

    private func devtools(_ name: String, _ parameters: [String: Any]) async throws {
        let _: Nothing? = try await command(.post, "/goog/cdp/execute", ["cmd": name, "params": parameters])
    }

    /// What is on the screen, as a PNG.
    func screenshot() async throws -> Data {
        let base64: String = try await command(.get, "/screenshot")
        return try #require(Data(base64Encoded: base64))
    }
}

extension Browser {
    /// Takes the errors that pages have written to the console since the last time.
    func errors() async throws -> [ConsoleEntry] {
        let entries: [ConsoleEntry] = try await command(.post, "/se/log", ["type": "browser"])
        return entries.filter { $0.level == "SEVERE" }
    }

    /// The handles of all tabs.
    func tabs() async throws -> [BrowserTab] {
        let handles: [String] = try await command(.get, "/window/handles")
        return handles.map { BrowserTab(browser: self, handle: $0) }
    }

    /// Closes all tabs but one, which is left empty.
    func clear() async throws {
        for tab in try await tabs().dropFirst() { let _: [String] = try await tab.command(.delete, "/window") }
        try await tabs().first?.go(to: "about:blank")
    }
}

/// Something that a page wrote to the console, or that the browser wrote about it.
struct ConsoleEntry: Decodable, CustomStringConvertible {
    let level: String
    let source: String?
    let message: String

    var description: String { message }
}
