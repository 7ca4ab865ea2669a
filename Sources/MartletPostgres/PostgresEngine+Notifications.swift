import MartletDatabase

extension PostgresEngine {
    /// Returns what is notified on a channel, by any session of the server, from now on until the engine is closed.
    ///
    /// All channels share one connection of their own. It is watched over and made again when it is lost; every time
    /// ``ChannelNotification/listening`` tells that something may have been missed. Notifications hurry a reader up, they
    /// are no queue: the truth stands in tables. A reader who is 1,000 notifications behind misses the oldest.
    ///
    /// ```swift
    /// for await notification in try engine.notifications(on: "cards") {
    ///     try await reload(notification)
    /// }
    /// ```
    ///
    /// - Parameter channel: The channel's name: letters of ASCII, digits and underscores, at most 63 characters.
    /// - Returns: The notifications, for one task; its cancellation ends them.
    /// - Throws: A `DatabaseError` when the engine is closed or the name is none.
    public func notifications(on channel: String) throws -> AsyncStream<ChannelNotification> {
        let isWord = channel.utf8.allSatisfy { UInt8(ascii: "_") == $0 || ($0.isLetter || $0.isDigit) }
        guard !channel.isEmpty, channel.utf8.count <= 63, isWord else {
            throw DatabaseError(.statement, "A channel's name has 1 to 63 letters, digits and underscores.")
        }
        guard let listener else {
            throw DatabaseError(
                .statement,
                "Notifications do not pass this pooler; give the server's own URL (DATABASE_DIRECT_URL)."
            )
        }
        return try listener.subscribe(to: channel)
    }
}

extension UInt8 {
    fileprivate var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }

    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
