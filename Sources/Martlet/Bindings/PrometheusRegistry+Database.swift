import MartletDatabase
import MartletTelemetry

extension PrometheusRegistry {
    /// Exports how busy a database's engine is: a pool is saturated when what runs reaches the capacity and calls wait.
    func observe(_ database: Database) {
        let dimensions = [("database", database.engine.name)]
        let numbers: [(String, String, @Sendable (EngineLoad) -> Int)] = [
            ("database.calls.capacity", "The most calls that run at the same time.", { $0.capacity }),
            ("database.calls.running", "The calls that hold a connection or a thread.", { $0.running }),
            ("database.calls.waiting", "The calls that wait for a connection or a thread.", { $0.waiting }),
        ]
        for (label, help, number) in numbers {
            observeGauge(label, dimensions: dimensions, help) { [weak database] in
                database?.engine.load.map { Double(number($0)) }
            }
        }
    }
}
