/// What a channel of the server tells those who listen to it.
public enum ChannelNotification: Sendable, Hashable {
    /// The channel is listened to from now on; what was sent before may have been missed, so look once.
    ///
    /// It comes first, again after every lost connection, and in place of notifications that were not taken in time.
    case listening

    /// Somebody has committed a `NOTIFY` of the channel with these words.
    case notified(String)
}
