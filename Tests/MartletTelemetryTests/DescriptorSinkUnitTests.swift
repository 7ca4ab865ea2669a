import Foundation
import Logging
import Synchronization
import Testing

@testable import MartletTelemetry

@Suite struct DescriptorSinkUnitTests {
    private func output(_ pipe: TestPipe, bufferLimit: Int = 4 << 20) throws -> LogOutput {
        try LogOutput(LogSettings(bufferLimit: bufferLimit), descriptor: pipe.writingEnd)
    }

    /// Reads until everything logged so far has come out.
    private func drain(_ pipe: TestPipe, _ output: LogOutput) async -> [String] {
        for _ in 0..<1000 {
            _ = pipe.lines()
            if await output.flush(within: .milliseconds(50)) { break }
        }
        return pipe.lines()
    }

    @Test func `lines come out whole and in order, whoever writes`() async throws {
        let pipe = TestPipe()
        let output = try output(pipe)
        await withTaskGroup { group in
            for task in 0..<8 {
                group.addTask {
                    let logger = output.makeLogger(label: "task\(task)")
                    for number in 0..<100 {
                        logger.info(
                            "n",
                            metadata: ["n": .number(number), "pad": "\(String(repeating: "p", count: number))"]
                        )
                    }
                }
            }
        }
        let lines = await drain(pipe, output)
        #expect(lines.count == 800)
        var next: [String: Int] = [:]
        for line in lines {
            let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            let logger = try #require(object["logger"] as? String)
            #expect(object["n"] as? Int == next[logger, default: 0])
            next[logger, default: 0] += 1
        }
        #expect(output.droppedLines == 0)
    }

    @Test func `a reader that stands still blocks nobody; lost lines are counted and reported`() async throws {
        let pipe = TestPipe()
        pipe.fill()
        let output = try output(pipe, bufferLimit: 10_000)
        let logger = output.makeLogger(label: "x")
        var logged = 0
        while output.droppedLines < 5, logged < 1_000_000 {
            logger.info("line")
            logged += 1
        }
        #expect(output.droppedLines >= 5)
        #expect(await output.flush(within: .milliseconds(1)) == false)
        let lost = output.droppedLines
        _ = await drain(pipe, output)
        logger.info("after")
        let lines = await drain(pipe, output)
        #expect(lines.count == logged - Int(lost) + 2)
        #expect(lines.dropLast().last?.contains(#""event":"after""#) == true)
        #expect(lines.last?.contains(#""level":"WARNING""#) == true)
        #expect(lines.last?.hasSuffix(#""event":"log_lines_dropped","lines":\#(lost)}"#) == true)
        logger.info("again")
        #expect(await drain(pipe, output).last?.contains("again") == true)
    }

    @Test func `a dead reader ends nothing but the lines, which are counted`() async throws {
        let pipe = TestPipe()
        let output = try output(pipe)
        pipe.closeReader()
        output.makeLogger(label: "x").info("lost")
        #expect(await output.flush(within: .seconds(60)) == false || output.droppedLines == 1)
        #expect(output.droppedLines == 1)
    }

    @Test func `flushing an idle output returns at once`() async throws {
        let pipe = TestPipe()
        let output = try output(pipe)
        #expect(await output.flush(within: .zero))
        output.makeLogger(label: "x").info("one")
        #expect(await output.flush(within: .seconds(60)))
        #expect(pipe.lines().count == 1)
        #expect(await output.flush(within: .zero))
    }

    @Test func `a flush that blocks sees its lines written, and gives up when told`() throws {
        let pipe = TestPipe()
        let output = try output(pipe)
        let logger = output.makeLogger(label: "x")
        logger.critical("last words")
        #expect(output.flushBlocking(within: .seconds(60)))
        #expect(pipe.lines().count == 1)
        pipe.fill()
        for _ in 0..<10 { logger.info("full") }
        #expect(output.flushBlocking(within: .milliseconds(1)) == false)
        for _ in 0..<1000 {
            _ = pipe.lines()
            if output.flushBlocking(within: .milliseconds(50)) { break }
        }
        #expect(pipe.lines().count == 11)
    }

    @Test func `an output that ends closes its sink, whose writer still writes its lines`() throws {
        let pipe = TestPipe()
        let writer = try DescriptorWriter(descriptor: pipe.writingEnd, bufferLimit: 1000)
        for _ in 0..<3 { _ = writer.queue.withLock { $0.accept(Array("bye\n".utf8)) } }
        writer.queue.withLock { $0.close(at: .now + .seconds(60)) }
        writer.run()
        #expect(pipe.lines() == ["bye", "bye", "bye"])

        let sink = ClosingSink()
        var output: LogOutput? = LogOutput(LogSettings(), sink: sink, isTerminal: false, redactor: Redactor())
        var logger = output?.makeLogger(label: "x")
        output = nil
        logger?.info("still open")
        #expect(!sink.isClosed)
        logger = nil
        #expect(sink.isClosed)
    }

    @Test func `a closed sink gives up at its time, and counts`() throws {
        let pipe = TestPipe()
        let writer = try DescriptorWriter(descriptor: pipe.writingEnd, bufferLimit: 1 << 20)
        let line = Array(repeating: UInt8(ascii: "x"), count: 200_000) + [UInt8(ascii: "\n")]
        _ = writer.queue.withLock { $0.accept(line) }
        writer.queue.withLock { $0.close(at: .now + .milliseconds(5)) }
        writer.run()
        #expect(writer.queue.withLock { $0.dropped } == 1)
    }

    @Test func `a file takes lines too`() async throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("log-\(UUID().uuidString)")
        #expect(FileManager.default.createFile(atPath: path.path, contents: nil))
        defer { try? FileManager.default.removeItem(at: path) }
        let file = try FileHandle(forWritingTo: path)
        let output = try LogOutput(LogSettings(), descriptor: file.fileDescriptor)
        for number in 0..<2000 { output.makeLogger(label: "x").info("n", metadata: ["n": .number(number)]) }
        #expect(await output.flush(within: .seconds(60)))
        #expect(try String(contentsOf: path, encoding: .utf8).split(separator: "\n").count == 2000)
        try file.close()
    }
}

/// Notes that it was closed.
private final class ClosingSink: LineSink {
    private let flag = Atomic(false)
    var isClosed: Bool { flag.load(ordering: .relaxed) }
    var droppedLines: UInt64 { 0 }

    func accept(_ line: [UInt8]) -> LineReceipt { .accepted(afterLosing: 0) }

    func flush(within limit: Duration) async -> Bool { true }

    func flushBlocking(within limit: Duration) -> Bool { true }

    func close() { flag.store(true, ordering: .relaxed) }
}
