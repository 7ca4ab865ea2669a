import FoundationEssentials
import Glibc
import MartletTesting

/// Acknowledged updates a second: durable in shared commits, durable one by one, and not kept at all.
///
/// Service and load are processes of their own, new in every round; the contenders take turns, each round beginning
/// with another one. What a shared commit saves is the disk's time, so the durable ones also run on a disk whose flushes
/// take a millisecond longer.
struct IntakeBenchmark {
    let rounds: Int
    let seconds: Int
    let scratch: URL

    private static let contenders = ["grouped", "single", "unpersisted", slow("grouped"), slow("single")]

    private static func slow(_ contender: String) -> String { "\(contender), slow disk" }

    func run() async throws -> [Measurement] {
        let results = try await Rounds(count: rounds).run(Self.contenders, measure)
        func median(_ contender: String, _ value: (LoadResult) -> Double) -> Double {
            results[contender, default: []].map(value).median ?? 0
        }
        let grouped = median("grouped", \.answersPerSecond)
        let single = median("single", \.answersPerSecond)
        let unpersisted = median("unpersisted", \.answersPerSecond)
        let slowGrouped = median(Self.slow("grouped"), \.answersPerSecond)
        let slowSingle = median(Self.slow("single"), \.answersPerSecond)
        let name = "Durable webhook acknowledgements, SQLite FULL, 64 connections"
        return [
            Measurement(name, grouped, "1/s", against: "one commit per update", single, bar: .atLeast(4)),
            Measurement(name, grouped, "1/s", against: "not persisted", unpersisted, bar: .atLeast(0.4)),
            Measurement("\(name), slow disk", slowGrouped, "1/s", against: "one commit per update", slowSingle),
        ]
            + Self.contenders.flatMap { contender in
                [
                    Measurement("Acknowledgement p50, \(contender)", median(contender, \.p50Milliseconds), "ms"),
                    Measurement("Acknowledgement p99, \(contender)", median(contender, \.p99Milliseconds), "ms"),
                ]
            }
    }

    private func measure(_ contender: String) async throws -> LoadResult {
        let directory = try scratch.makeDirectory()
        let parts = contender.split(separator: ", ")
        var variables = [
            "CONTENDER": String(parts[0]), "ENVIRONMENT": "development", "HTTP_PORT": "0", "ADMIN_HTTP_PORT": "0",
            "LOG_FORMAT": "json", "LOG_LEVEL": "info",
        ]
        if parts.count > 1 { variables["LD_PRELOAD"] = ServiceProcess.product("libSlowDisk.so") }
        let service = try ServiceProcess("intake", variables: variables, in: directory)
        defer { service.send(signal: SIGKILL) }
        let result = try await LoadProcess(seconds: seconds, scratch: scratch).run(on: service.address(), .updates)
        service.send(signal: SIGTERM)
        _ = await service.exit()
        return result
    }
}
