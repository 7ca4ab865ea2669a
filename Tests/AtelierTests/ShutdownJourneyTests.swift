import Glibc
import MartletTesting
import Testing

/// The real executable when it is told to stop while somebody talks to it.
@Suite(.timeLimit(.minutes(10)))
struct ShutdownJourneyTests {
    @Test(arguments: TestEngine.allCases)
    func `S1-53 a request half sent at SIGTERM is taken and answered, and an idle connection is closed`(
        engine: TestEngine
    ) async throws {
        try await Self.withAtelier(on: engine) { atelier, telegram in
            let body = SampleUpdate(id: 1).json
            let half = body.prefix(body.count / 2)
            try await RawConnection.with(atelier.address) { idle in
                try await idle.send("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n")
                #expect(try await idle.read(until: "\r\n\r\n").hasPrefix("HTTP/1.1 200 "))
                try await RawConnection.with(atelier.address) { slow in
                    try await slow.send(
                        """
                        POST /telegram/webhook HTTP/1.1\r
                        Host: x\r
                        X-Telegram-Bot-Api-Secret-Token: \(TelegramDouble.secret)\r
                        Content-Length: \(body.utf8.count)\r
                        Expect: 100-continue\r
                        \r\n
                        """
                    )
                    // Proof that the head has been taken before the signal comes.
                    #expect(try await slow.read(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
                    try await slow.send(String(half))
                    atelier.process.send(signal: SIGTERM)
                    // The drain has begun when the idle connection has been closed.
                    _ = try await idle.read()
                    try await slow.send(String(body.dropFirst(half.count)))
                    let answer = try await slow.read()
                    #expect(answer.hasPrefix("HTTP/1.1 200 "))
                    #expect(answer.lowercased().contains("\r\nconnection: close\r\n"))
                }
            }
            #expect(await atelier.process.exit() == 0)
            #expect(atelier.process.records(of: "shutdown_completed").count == 1)
            #expect(atelier.process.records(of: "component_overran") == [])
        }
    }

    @Test func `F-38 a second signal does not wait for a job that is under way`() async throws {
        try await Self.withAtelier(on: .sqlite) { atelier, telegram in
            telegram.hold()
            try await atelier.client.deliver(SampleUpdate(id: 1))
            await telegram.waitForAttempts(1)
            atelier.process.send(signal: SIGTERM)
            _ = try await eventually("the record of the first signal") {
                atelier.process.records(of: "shutdown_requested").first
            }
            atelier.process.send(signal: SIGINT)
            #expect(await atelier.process.exit() == 1)
            #expect(atelier.process.records(of: "shutdown_forced").first?.contains("a second SIGINT") == true)
        }
    }

    @Test func `S1-53 a job that is not done at the deadline is given back, and the exit is orderly`() async throws {
        try await TelegramDouble.with { telegram in
            try await TemporaryDirectory.with { directory in
                let url = "sqlite://\(directory)/atelier.db"
                telegram.hold()
                let hasty = ["SHUTDOWN_TIMEOUT": "0"]
                try await AtelierProcess.with(telegram, database: url, in: directory, hasty) { atelier in
                    try await atelier.client.deliver(SampleUpdate(id: 1))
                    await telegram.waitForAttempts(1)
                    atelier.process.send(signal: SIGTERM)
                    #expect(await atelier.process.exit() == 0)
                    #expect(atelier.process.records(of: "component_overran") == [])
                }
                telegram.release()
                try await AtelierProcess.with(telegram, database: url, in: directory) { _ in
                    await telegram.waitForAttempts(2)
                }
            }
        }
    }

    private static func withAtelier(
        on engine: TestEngine,
        _ body: (AtelierProcess, TelegramDouble) async throws -> Void
    ) async throws {
        try await TelegramDouble.with { telegram in
            try await TemporaryDirectory.with { directory in
                try await engine.withDatabaseURL { url in
                    try await AtelierProcess.with(telegram, database: url, in: directory) { atelier in
                        try await body(atelier, telegram)
                    }
                }
            }
        }
    }
}
