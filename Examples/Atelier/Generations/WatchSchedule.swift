import Martlet

/// How often the provider is asked, as it advises: often at first, ever more seldom later, and not for ever.
enum WatchSchedule {
    /// How long somebody waits for a picture, from the moment of asking for it.
    static let expiry: Duration = .seconds(720)

    /// How long after taking a task the provider may not know it yet.
    static let patienceWithUnknown: Duration = .seconds(30)

    /// Decides when to look again.
    ///
    /// - Parameters:
    ///   - age: How long the provider has been at work.
    ///   - left: How long the member still waits.
    ///   - asked: What the provider asks for at least.
    /// - Returns: The pause before the next look; nil for a generation that is to be given up.
    static func pause(atAge age: Duration, left: Duration, asked: Duration = .zero) -> Duration? {
        guard left > .zero else { return nil }
        let pause: Duration
        switch age {
        case ..<(.seconds(30)): pause = .milliseconds(2500)
        case ..<(.seconds(120)): pause = .seconds(7)
        default: pause = .seconds(20)
        }
        return min(max(pause, asked), left)
    }
}

extension Generation {
    /// How long the member still waits for the picture, counted from the wish, whatever has held it up since.
    var timeLeft: Duration {
        WatchSchedule.expiry - (Context.current.clock.now - createdAt)
    }
}
