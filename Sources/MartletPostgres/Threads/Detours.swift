import MartletDatabase

/// The statements that do not go through pipelined connections for a while: they change something, or take long.
struct Detours {
    /// How long a statement stays here.
    private static let duration = Duration.seconds(60)

    /// The number of statements above which those that were here for longest make room.
    private static let limit = 1000

    private var ends: [SQL.Shape: Duration] = [:]

    var isEmpty: Bool { ends.isEmpty }

    /// Tells whether a statement is here; forgets it when its time is over.
    mutating func contains(_ shape: SQL.Shape, at uptime: Duration) -> Bool {
        guard let end = ends[shape] else { return false }
        if uptime >= end { ends[shape] = nil }
        return uptime < end
    }

    mutating func add(_ shape: SQL.Shape, at uptime: Duration) {
        if ends.count >= Self.limit, let oldest = ends.min(by: { $0.value < $1.value })?.key { ends[oldest] = nil }
        ends[shape] = uptime + Self.duration
    }
}
