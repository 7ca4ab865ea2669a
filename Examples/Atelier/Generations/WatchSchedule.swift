/// How often the provider is asked, as it advises: often at first, ever more seldom later, and not for ever.
enum WatchSchedule {
    /// When nobody waits any longer.
    static let expiry: Duration = .seconds(720)

    /// The pause before the next look at a generation of an age; nil for one that is to be given up.
    static func pause(atAge age: Duration) -> Duration? {
        let pause: Duration
        switch age {
        case ..<(.seconds(30)): pause = .milliseconds(2500)
        case ..<(.seconds(120)): pause = .seconds(7)
        case ..<expiry: pause = .seconds(20)
        default: return nil
        }
        return min(pause, expiry - age)
    }
}
