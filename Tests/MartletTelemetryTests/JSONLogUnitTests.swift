import Foundation
import Logging
import MartletContext
import MartletTesting
import Testing

@testable import MartletTelemetry

@Suite struct JSONLogUnitTests {
    struct PaymentError: Error, CustomStringConvertible {
        var underlying: (any Error)?
        var description: String { "the bank said no" }
    }

    @Test func `S1-32 C-14 a record is one JSON object with an event name and fields in stable order`() throws {
        let rig = LogRig()
        let context = Context(
            clock: TestClock(now: Instant(microseconds: 1_795_247_160_000_123)),
            correlation: CorrelationID("abc-1")
        )
        context.run {
            rig.logger.info(
                "card_created",
                metadata: [
                    "user_id": "u1", "duration_ms": .number(1.5), "attempt": .number(2),
                    "done": .stringConvertible(true),
                ]
            )
        }
        #expect(
            rig.capture.lines == [
                #"{"timestamp":"2026-11-21T07:46:00.000123Z","level":"INFO","logger":"martlet.test","#
                    + #""event":"card_created","correlation_id":"abc-1","attempt":2,"done":true,"duration_ms":1.5,"user_id":"u1"}"#
            ]
        )
    }

    @Test func `S3-34 F-21 the time stamp is the context's clock, in UTC with a Z`() throws {
        for (microseconds, text) in [
            (0, "1970-01-01T00:00:00.000000Z"), (-1, "1969-12-31T23:59:59.999999Z"),
            (1_709_164_799_999_999, "2024-02-28T23:59:59.999999Z"),
            (1_709_251_199_000_000, "2024-02-29T23:59:59.000000Z"),
        ] {
            let rig = LogRig()
            Context(clock: TestClock(now: Instant(microseconds: Int64(microseconds)))).run {
                rig.logger.info("tick")
            }
            let stamp = try #require(try rig.object()["timestamp"] as? String)
            #expect(stamp == text)
            #expect(Instant(stamp)?.microseconds == Int64(microseconds))
        }
    }

    @Test(arguments: [
        (Logger.Level.trace, "DEBUG"), (.debug, "DEBUG"), (.info, "INFO"), (.notice, "INFO"), (.warning, "WARNING"),
        (.error, "ERROR"), (.critical, "CRITICAL"),
    ])
    func `S1-34 every level of swift-log is one of five`(level: Logger.Level, label: String) throws {
        let rig = LogRig()
        rig.logger.log(level: level, "happened")
        #expect(try rig.object()["level"] as? String == label)
    }

    @Test func `S1-34 S3-36 the default settings emit INFO and above, and no DEBUG`() {
        let rig = LogRig(LogSettings())
        rig.logger.trace("one")
        rig.logger.debug("two")
        rig.logger.info("three")
        rig.logger.critical("four")
        #expect(rig.capture.lines.count == 2)
    }

    @Test func `S1-36 an error record has correlation, operation, error type, causes, text and source`() throws {
        let rig = LogRig()
        let error = PaymentError(underlying: PaymentError(underlying: CancellationError()))
        Context(correlation: CorrelationID("c9")).run {
            rig.logger.error("payment_failed", error: error, metadata: ["operation": "charge"])
        }
        let object = try rig.object()
        #expect(object["correlation_id"] as? String == "c9")
        #expect(object["operation"] as? String == "charge")
        #expect(object["error_type"] as? String == "PaymentError")
        #expect(object["error_causes"] as? [String] == ["PaymentError", "CancellationError"])
        #expect(object["error"] as? String == "the bank said no")
        #expect((object["source"] as? String)?.hasPrefix("MartletTelemetryTests/JSONLogUnitTests.swift:") == true)
    }

    @Test func `an error given as metadata takes the same place`() throws {
        let rig = LogRig()
        rig.logger.warning("retry", metadata: ["error": "timed out", "error_type": "TimeoutError"])
        #expect(try rig.object()["error"] as? String == "timed out")
        #expect(rig.capture.text.hasSuffix(#""error_type":"TimeoutError","error":"timed out"}"#))
    }

    @Test func `S3-33 correlation in the metadata goes before the context's`() throws {
        let rig = LogRig()
        Context(correlation: CorrelationID("outer")).run {
            rig.logger.info("x", metadata: ["correlation_id": "inner"])
        }
        #expect(try rig.object()["correlation_id"] as? String == "inner")
    }

    @Test func `a field cannot take the place of a fixed one`() throws {
        let rig = LogRig()
        rig.logger.info("real", metadata: ["event": "forged", "level": "CRITICAL", "timestamp": "never"])
        let object = try rig.object()
        #expect(object["event"] as? String == "real")
        #expect(object["level"] as? String == "INFO")
        #expect(object["field_event"] as? String == "forged")
    }

    @Test func `logger metadata, provider and call merge, the call last`() throws {
        let rig = LogRig()
        var handler = rig.output.makeHandler(label: "x")
        handler.metadataProvider = Logger.MetadataProvider { ["a": "provider", "b": "provider"] }
        handler.metadata = ["a": "logger", "c": "logger"]
        handler.logLevel = .debug
        Logger(label: "x") { [handler] _ in handler }.info("merged", metadata: ["b": "call"])
        let object = try rig.object()
        #expect(object["a"] as? String == "provider")
        #expect(object["b"] as? String == "call")
        #expect(object["c"] as? String == "logger")
    }

    @Test func `level and metadata are values of each logger`() {
        let rig = LogRig(LogSettings())
        var first = rig.logger
        first.logLevel = .debug
        first[metadataKey: "only-on"] = "first"
        var second = first
        second.logLevel = .error
        second[metadataKey: "only-on"] = "second"
        #expect(first.logLevel == .debug)
        #expect(second.logLevel == .error)
        #expect(first[metadataKey: "only-on"] == "first")
        #expect(second[metadataKey: "only-on"] == "second")
    }

    @Test func `F-20 control characters cannot break a line, and every character survives`() throws {
        let rig = LogRig()
        let text = "a\"b\\c\n\r\t\u{0}\u{1B}[31m\u{7F}\u{9B}\u{2028}é漢🐦"
        rig.logger.info("strange", metadata: ["value": "\(text)", "ke\ny\"": "v"])
        let object = try rig.object()
        #expect(object["value"] as? String == text)
        #expect(object["ke\ny\""] as? String == "v")
        let line = try #require(rig.capture.lines.first)
        #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })
    }

    @Test func `a long value is cut at a whole character and the line stays valid`() throws {
        for filler in ["x", "é", "漢", "🐦", "\u{1}", "\""] {
            let rig = LogRig()
            rig.logger.info("long", metadata: ["value": "\(String(repeating: filler, count: 20_000))"])
            let value = try #require(try rig.object()["value"] as? String)
            #expect(value.hasSuffix("…"))
            #expect(value.dropLast().allSatisfy { String($0) == filler })
            #expect(rig.capture.text.utf8.count < 9_000)
        }
    }

    @Test func `a line stays under 64 KiB, counts what it omits and keeps the error`() throws {
        let rig = LogRig()
        var metadata: Logger.Metadata = [:]
        for number in 0..<50 { metadata["f\(number)"] = "\(String(repeating: "y", count: 5000))" }
        rig.logger.error("huge", error: PaymentError(), metadata: metadata)
        let object = try rig.object()
        #expect(rig.capture.text.utf8.count < 64 << 10)
        #expect((object["fields_omitted"] as? Int ?? 0) + object.keys.filter { $0.hasPrefix("f") }.count - 1 == 50)
        #expect(object["error"] as? String == "the bank said no")
    }

    @Test func `nested metadata stays nested, in order and bounded`() throws {
        let rig = LogRig()
        rig.logger.info("nested", metadata: ["list": [.number(1), "two", ["b": .number(2), "a": "1"]]])
        #expect(rig.capture.text.contains(#""list":[1,"two",{"a":"1","b":2}]"#))
        var deep: Logger.MetadataValue = "end"
        for _ in 0..<100 { deep = .array([deep]) }
        let other = LogRig()
        other.logger.info(
            "deep",
            metadata: ["deep": deep, "wide": .array(Array(repeating: "0123456789", count: 10_000))]
        )
        #expect(try other.object()["wide"] as? String == "…")
        #expect(other.capture.text.utf8.count < 1000)
    }

    @Test func `numbers JSON does not know are texts`() throws {
        let rig = LogRig()
        rig.logger.info("odd", metadata: ["a": .number(.nan), "b": .number(-.infinity), "c": .number(UInt64.max)])
        #expect(rig.capture.text.contains(#""a":"nan","b":"-inf","c":18446744073709551615"#))
    }
}
