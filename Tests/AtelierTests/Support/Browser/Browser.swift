import Foundation
import Glibc
import Logging
import Martlet
import MartletTesting
import NIOCore

/// Chromium without a window, driven through chromedriver by the WebDriver protocol of the W3C.
///
/// A suite shares one; each test opens tabs of its own. It reaches loopback only.
struct Browser: Sendable {
    private let driver: HTTPClient
    private let session: String

    /// What is different from the browser that people have.
    private static let options = [
        "--headless=new", "--force-device-scale-factor=1", "--window-size=1000,900", "--lang=en", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
        // Its own sandbox needs a user that may make one, which root and most containers are not.
        "--no-sandbox",
        // Whatever is not loopback goes to a proxy that is not there, without asking for any name.
        "--proxy-server=127.0.0.1:9", "--proxy-bypass-list=127.0.0.1",
    ]

    /// Runs a browser for the length of a closure; what is done with it is not logged.
    static func with(_ body: (Browser) async throws -> Void) async throws {
        var context = Context.current
        context.logger = Logger(label: "browser", factory: { _ in SwiftLogNoOpLogHandler() })
        try await context.run { try await start(body) }
    }

    private static func start(_ body: (Browser) async throws -> Void) async throws {
        try await TemporaryDirectory.with { directory in
            let process = try ServiceProcess(
                "/usr/bin/chromedriver",
                ["--port=0"],
                variables: ["HOME": directory, "TMPDIR": directory],
                in: directory
            )
            defer { process.send(signal: SIGKILL) }
            let port = try await eventually("the start of chromedriver") {
                process.output.firstMatch(of: /started successfully on port ([0-9]+)/)?.output.1
            }
            let configuration = HTTPClientConfiguration(
                baseURL: "http://127.0.0.1:\(port)",
                timeout: .seconds(60),
                retry: RetryPolicy(attempts: 1),
                responseLimit: 32 << 20
            )
            let driver = try HTTPClient("chromedriver", configuration)
            let result = await Result { try await run(with: driver, profile: "\(directory)/profile", body) }
            try await driver.shutdown()
            // It has no session any more and nothing to put in order; a milder signal it does not heed as a child.
            process.send(signal: SIGKILL)
            _ = await process.exit()
            try result.get()
        }
    }

    private static func run(
        with driver: HTTPClient,
        profile: String,
        _ body: (Browser) async throws -> Void
    ) async throws {
        struct Session: Decodable { let sessionId: String }
        let wanted: [String: Any] = [
            "goog:chromeOptions": ["args": options + ["--user-data-dir=\(profile)"]],
            "goog:loggingPrefs": ["browser": "ALL"],
        ]
        let new: Session = try await Self.send(.post, "/session", ["capabilities": ["alwaysMatch": wanted]], to: driver)
        let browser = Browser(driver: driver, session: new.sessionId)
        let result = await Result { try await body(browser) }
        // The end of the session is the end of Chromium; a browser that has died already has none.
        let _: Nothing? = try? await browser.command(.delete, "")
        try result.get()
    }

    /// Carries out a command of the protocol.
    @discardableResult
    func command<Value: Decodable>(
        _ method: HTTPClient.Method,
        _ path: String,
        _ parameters: [String: Any] = [:]
    ) async throws -> Value {
        try await Self.send(method, "/session/\(session)\(path)", parameters, to: driver)
    }

    private static func send<Value: Decodable>(
        _ method: HTTPClient.Method,
        _ path: String,
        _ parameters: [String: Any],
        to driver: HTTPClient
    ) async throws -> Value {
        var interpolation = RequestPath.StringInterpolation(literalCapacity: path.utf8.count, interpolationCount: 0)
        interpolation.appendLiteral(path)
        var request = HTTPClient.Request(method, RequestPath(stringInterpolation: interpolation))
        if method == .post {
            request.body = ByteBuffer(bytes: try JSONSerialization.data(withJSONObject: parameters))
            request.headers["content-type"] = "application/json"
        }
        let response = try await driver.send(request)
        let bytes = Data(response.body.readableBytesView)
        guard response.isSuccess else { throw BrowserError(description: String(decoding: bytes, as: UTF8.self)) }
        return try JSONDecoder().decode(Answer<Value>.self, from: bytes).value
    }

    private struct Answer<Value: Decodable>: Decodable { let value: Value }
}

/// The value of a command that answers nothing.
struct Nothing: Decodable {
    init(from decoder: any Decoder) {}
}

/// What the browser could not do.
struct BrowserError: Error, CustomStringConvertible {
    let description: String
}

extension Result where Failure == any Error {
    /// Keeps what a closure returns or throws.
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
