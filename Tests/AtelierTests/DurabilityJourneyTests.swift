import FoundationEssentials
import Glibc
import Martlet
import MartletTesting
import Testing

/// What the operating system sees: that the disk has an update before its sender hears of it.
@Suite(.timeLimit(.minutes(10)))
struct DurabilityJourneyTests {
    private static let strace = "/usr/bin/strace"
    private static let bursts = 3
    private static let burst = 20
    private static let count = bursts * burst

    @Test func `S0-39 F-03 no acknowledgement leaves before the disk has the update`() async throws {
        let isInstalled = FileManager.default.isExecutableFile(atPath: Self.strace)
        try #require(isInstalled, "strace is missing; Scripts/setup test installs it")
        try await TelegramDouble.with { telegram in
            try await TemporaryDirectory.with { directory in
                let file = "\(directory)/trace"
                let tracer = [
                    Self.strace, "--daemonize", "-f", "-s", "5000", "-o", file, "-e", "signal=none", "-e",
                    "trace=pwrite64,pwritev,fdatasync,fsync,write,writev,sendto,sendmsg", "--",
                ]
                let url = "sqlite://\(directory)/atelier.db"
                try await AtelierProcess.with(telegram, database: url, in: directory, through: tracer) { atelier in
                    for burst in 0..<Self.bursts {
                        let numbers = (1...Self.burst).map { burst * Self.burst + $0 }
                        try await Self.deliver(numbers, to: atelier.client)
                    }
                    await telegram.waitForMessages(Self.count)
                    atelier.process.send(signal: SIGTERM)
                    #expect(await atelier.process.exit() == 0)
                }
                let trace = String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self)
                let calls = SystemCall.parse(trace)
                var syncs: [Int] = []
                for number in 1...Self.count {
                    // The acknowledgement carries the correlation that the update came with.
                    let acknowledgement = try #require(
                        calls.firstIndex { call in
                            call.isBeginning && call.text.contains("HTTP/1.1 200 OK")
                                && call.text.contains(Self.correlation(number))
                        }
                    )
                    let written = try #require(
                        calls[..<acknowledgement].firstIndex { call in
                            call.name.hasPrefix("pwrite") && call.text.contains(Self.marker(number))
                        },
                        "update \(number) was acknowledged before it was written"
                    )
                    // A sync counts that began after the write and ended before the acknowledgement began.
                    let sync = calls[written..<acknowledgement].firstIndex { call in
                        call.isSync && call.isBeginning && call.descriptor == calls[written].descriptor
                    }
                    let synced = try #require(sync, "update \(number) was acknowledged before the disk had it")
                    let isEnded = calls[synced..<acknowledgement].contains { call in
                        call.isSync && call.isEnd && call.descriptor == calls[written].descriptor
                    }
                    #expect(isEnded, "update \(number) was acknowledged before the disk had it")
                    syncs.append(synced)
                }
                #expect(Set(syncs).count < Self.count, "no sync covered several updates")
            }
        }
    }

    /// Delivers updates at once, each with a correlation of its own.
    private static func deliver(_ numbers: [Int], to client: HTTPClient) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in numbers {
                group.addTask {
                    let update = SampleUpdate(id: Int64(number), chat: Int64(number), name: marker(number))
                    let context = Martlet.Context(correlation: CorrelationID(correlation(number)))
                    let response = try await context.run { try await client.deliver(update) }
                    #expect(response.status == 200)
                }
            }
            try await group.waitForAll()
        }
    }

    /// The correlation that one update comes with.
    private static func correlation(_ number: Int) -> String { "burst-\(number)-end" }

    /// A text that stands in one update only.
    private static func marker(_ number: Int) -> String { "MarkerOfUpdate\(number)x" }
}

/// A line of a trace: the beginning of a system call, its end, or both.
private struct SystemCall {
    let name: String
    let descriptor: Int?
    let isBeginning: Bool
    let isEnd: Bool
    let text: Substring

    var isSync: Bool { name == "fdatasync" || name == "fsync" }

    /// Reads lines like `1234 fdatasync(12) = 0`, or `1234 fdatasync(12 <unfinished ...>` and, after lines of other
    /// threads, `1234 <... fdatasync resumed>) = 0`.
    static func parse(_ trace: String) -> [SystemCall] {
        var unfinished: [Substring: SystemCall] = [:]
        return trace.split(separator: "\n").compactMap { line in
            let thread = line.prefix { $0.isNumber }
            let text = line.dropFirst(thread.count).drop { $0 == " " }
            let hasSucceeded = text.contains(" = ") && !text.contains(" = -1")
            if text.hasPrefix("<... ") {
                guard let call = unfinished.removeValue(forKey: thread) else { return nil }
                return SystemCall(call.name, call.descriptor, isBeginning: false, isEnd: hasSucceeded, text)
            }
            let name = text.prefix { $0 != "(" }
            let descriptor = Int(text.dropFirst(name.count + 1).prefix { $0.isNumber })
            let isCut = text.hasSuffix("<unfinished ...>")
            let call = SystemCall(String(name), descriptor, isBeginning: true, isEnd: !isCut && hasSucceeded, text)
            if isCut { unfinished[thread] = call }
            return call
        }
    }

    private init(_ name: String, _ descriptor: Int?, isBeginning: Bool, isEnd: Bool, _ text: Substring) {
        self.name = name
        self.descriptor = descriptor
        self.isBeginning = isBeginning
        self.isEnd = isEnd
        self.text = text
    }
}
