import Logging
import MartletContext
import MartletPayload
import Testing

@testable import MartletTelemetry

/// Puts secrets into every place a record has and looks for them in the lines.
@Suite struct CanaryUnitTests {
    struct Leak: Error, CustomStringConvertible {
        var description: String
    }

    struct Wrapper: CustomStringConvertible {
        var description: String
    }

    static let registered = "canary/Registered+9"
    static let secrets = [
        registered, "canary%2FRegistered%2B9", "987654321:canaryHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw",
        "Bearer canary0123456789", "eyJcanary.eyJzdWIiOiIxIn0.dBjftJeZ4CVP", "password=canary",
        "postgres://u:canary@db/x", #""secret":"canary""#, "-----BEGIN PRIVATE KEY-----canary",
    ]

    private func rig(_ format: LogFormat) -> LogRig {
        let rig = LogRig(LogSettings(level: .debug, format: format))
        rig.output.redactor.register(Secret(Self.registered))
        rig.output.redactor.register("20261121")
        return rig
    }

    @Test(arguments: LogFormat.allCases, secrets)
    func `S0-26 F-44 a secret reaches a line by no path`(format: LogFormat, secret: String) {
        let rig = rig(format)
        var handler = rig.output.makeHandler(label: "label \(secret)")
        handler.metadata = ["own": "before \(secret)"]
        handler.metadataProvider = Logger.MetadataProvider { ["provided": "\(secret) after"] }
        let logger = Logger(label: "x") { [handler] _ in handler }
        let nested: Logger.MetadataValue = ["list": ["deep", .array(["\(secret)"]), ["key": "\(secret)"]]]
        logger.error(
            "event \(secret)",
            error: Leak(description: "failed with \(secret)"),
            metadata: [
                "text": "\(secret)", "box": .stringConvertible(Wrapper(description: "in \(secret)")), "nested": nested,
                "key \(secret)": "x", "map": ["key \(secret)": "y"], "correlation_id": "\(secret)",
            ]
        )
        logger.error("plain", metadata: ["error": "\(secret)", "error_type": "\(secret)"])
        #expect(rig.capture.lines.count == 2)
        #expect(!rig.capture.text.contains("canary"))
        #expect(rig.capture.text.contains("***"))
    }

    @Test(arguments: LogFormat.allCases)
    func `S1-39 a field whose name is a secret's shows nothing, whatever its value`(format: LogFormat) {
        let rig = rig(format)
        let names = [
            "password", "PASSWORD", "passwordHash", "new_password", "token", "access_token", "refreshToken", "secret",
            "client-secret", "authorization", "Authorization", "api_key", "apiKey", "X-Api-Key", "APIKEY", "cookie",
            "Set-Cookie", "credentials", "private_key", "signing.key", "jwt", "cvv",
        ]
        for name in names {
            rig.logger.info("x", metadata: ["\(name)": "canary", "outer": ["\(name)": ["canary"]]])
            rig.logger.info("x", metadata: ["\(name)": .number(987_654), "list": [["\(name)": ["inner": "canary"]]]])
        }
        #expect(rig.capture.lines.count == 2 * names.count)
        #expect(!rig.capture.text.contains("canary"))
        #expect(!rig.capture.text.contains("987654"))
    }

    @Test(arguments: [
        "token_type", "token_count", "tokens_limit", "idempotency_key", "key", "keyboard", "secretary", "passed",
        "method",
        "route", "bucket", "session_count",
    ])
    func `a harmless name shows its value`(name: String) {
        let rig = rig(.json)
        rig.logger.info("x", metadata: ["\(name)": "visible"])
        #expect(rig.capture.text.contains("\"\(name)\":\"visible\""))
    }

    @Test(arguments: LogFormat.allCases)
    func `S1-39 card numbers and registered numbers are masked also as numbers`(format: LogFormat) {
        let rig = rig(format)
        rig.logger.info(
            "x",
            metadata: ["a": .number(4_111_111_111_111_111), "b": .number(20_261_121), "c": .number(7)]
        )
        #expect(!rig.capture.text.contains("4111"))
        #expect(!rig.capture.text.contains("20261121"))
        #expect(rig.capture.text.contains("7"))
    }

    @Test(arguments: LogFormat.allCases)
    func `a secret at the point where a value is cut leaves no part of itself`(format: LogFormat) {
        for secret in Self.secrets.dropLast() {
            for filler in stride(from: LineLimits.value - 60, through: LineLimits.value + 8, by: 1) {
                let rig = rig(format)
                let text =
                    String(repeating: "x", count: filler) + " " + secret + " " + String(repeating: "y", count: 2000)
                rig.logger.info("x", metadata: ["value": "\(text)"])
                #expect(!rig.capture.text.contains("canar"), "\(secret) behind \(filler) characters")
            }
        }
    }

    @Test func `S0-27 a masked bot token shows eight characters`() {
        let rig = rig(.json)
        let token = Secret("987654321:canaryHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw")
        rig.logger.info("started", metadata: ["bot": "\(token.masked)", "other": "\(token)"])
        #expect(rig.capture.text.contains(#""bot":"98765432***","other":"***""#))
    }
}
