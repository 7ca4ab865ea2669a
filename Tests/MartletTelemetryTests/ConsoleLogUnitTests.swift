import Logging
import MartletContext
import MartletTesting
import Testing

@testable import MartletTelemetry

@Suite struct ConsoleLogUnitTests {
    private static let settings = LogSettings(level: .debug, format: .console)

    @Test func `C-14 S0-22 the human form has time, level, bracketed tag, event and fields`() {
        let rig = LogRig(Self.settings)
        let clock = TestClock(now: Instant(microseconds: 1_795_247_160_123_456))
        Context(clock: clock, correlation: CorrelationID("c1")).run {
            rig.logger.info("request_completed", metadata: ["tag": "HTTP", "status": .number(200), "path": "/a b"])
            rig.logger.warning("slow")
        }
        #expect(
            rig.capture.lines == [
                #"07:46:00.123 INFO     [HTTP] request_completed path="/a b" status=200 correlation_id=c1"#,
                #"07:46:00.123 WARNING  [martlet.test] slow correlation_id=c1"#,
            ]
        )
    }

    @Test func `an error ends the line`() {
        let rig = LogRig(Self.settings)
        rig.logger.error("failed", error: CancellationError())
        #expect(rig.capture.text.hasSuffix(#"error_type=CancellationError error=CancellationError()"#))
        #expect(rig.capture.text.contains("source=MartletTelemetryTests/ConsoleLogUnitTests.swift:"))
    }

    @Test func `F-20 a value can neither end the line nor steer the terminal nor pose as a field`() {
        let rig = LogRig(Self.settings)
        rig.logger.info("x", metadata: ["a": "1 b=2", "c": "\u{1B}[2J\n\u{9B}", "d": "", "e": "say \"hi\""])
        #expect(rig.capture.text.hasSuffix(#"x a="1 b=2" c=\u001b[2J\n\u009b d="" e="say \"hi\"""#))
    }

    @Test func `nested values are shown in brackets`() {
        let rig = LogRig(Self.settings)
        rig.logger.info("x", metadata: ["list": [.number(1), "two"], "map": ["b": "2", "a": .number(1)]])
        #expect(rig.capture.text.hasSuffix("x list=[1 two] map={a=1 b=2}"))
    }

    @Test func `colours appear on a terminal only`() {
        let capture = LogCapture()
        let output = LogOutput(Self.settings, sink: capture, isTerminal: true, redactor: Redactor())
        output.makeLogger(label: "x").critical("down")
        #expect(capture.text.contains("\u{1B}[1;31mCRITICAL\u{1B}[0m [x] down"))
        let plain = LogRig(Self.settings)
        plain.logger.critical("down")
        #expect(!plain.capture.text.contains("\u{1B}"))
    }

    @Test func `a line stays bounded and says what it omits`() {
        let rig = LogRig(Self.settings)
        var metadata: Logger.Metadata = [:]
        for number in 0..<50 { metadata["f\(number)"] = "\(String(repeating: "y", count: 9000))" }
        rig.logger.error("huge", error: CancellationError(), metadata: metadata)
        #expect(rig.capture.text.utf8.count < 64 << 10)
        #expect(rig.capture.text.contains(" fields_omitted=44 "))
        #expect(rig.capture.text.hasSuffix("error=CancellationError()"))
    }

    @Test func `the console is the standard in development on a terminal only`() {
        #expect(LogFormat.standard(inDevelopment: true, descriptor: -1) == .json)
        #expect(LogFormat.standard(inDevelopment: false) == .json)
        #expect(LogFormat(name: "Console") == .console)
        #expect(LogFormat(name: "xml") == nil)
        #expect(LogLevel(name: "WARNING") == .warning)
        #expect(LogLevel(name: "notice") == nil)
        #expect(PersonalData(name: "clear") == .clear)
    }
}
