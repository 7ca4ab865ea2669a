import Configuration
import Synchronization

/// What has been declared and read so far; one for all scopes of a service's settings.
final class SettingsLedger: Sendable {
    private let sources: [SettingSource]
    private let state = Mutex(State())

    private struct State {
        var records: [String: SettingRecord] = [:]
        var origins: [[String]: Int] = [:]
    }

    init(sources: SettingSources) {
        self.sources = sources.sources
    }

    var records: [SettingRecord] {
        state.withLock { $0.records.values.sorted { $0.variable < $1.variable } }
    }

    func add(_ record: SettingRecord) {
        state.withLock { $0.records[record.variable] = record }
    }

    /// The place that the value of a key was last taken from.
    func source(of components: [String]) -> SettingSource? {
        state.withLock { $0.origins[components] }.map { sources[$0] }
    }

    var misspelt: [MisspeltSetting] {
        let known = state.withLock { Set($0.records.keys) }
        return sources.flatMap { source in
            source.variables.filter { !known.contains($0) }.compactMap { name in
                MisspeltSetting(name, in: source.name, known: known, isOurs: source.holdsOnlySettings)
            }
        }.sorted { $0.variable < $1.variable }
    }
}

extension SettingsLedger {
    var unreadable: [UnreadableLine] {
        sources.flatMap { source in
            source.unreadableLines.map { UnreadableLine(number: $0, source: source.name) }
        }
    }
}

extension SettingsLedger: AccessReporter {
    func report(_ event: AccessEvent) {
        let origin = event.providerResults.firstIndex { result in
            if case .success(let found) = result.result { found.value != nil } else { false }
        }
        state.withLock { $0.origins[event.metadata.key.components] = origin }
    }
}
