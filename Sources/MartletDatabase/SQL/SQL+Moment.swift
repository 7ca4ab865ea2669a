extension SQL {
    /// A point in time relative to the clock's now, for `\(.now)` and `\(.now + .seconds(30))`.
    public struct Moment: Sendable {
        let offset: Duration

        /// The current time of the context's clock.
        public static let now = Moment(offset: .zero)

        /// Returns the moment a duration later.
        public static func + (moment: Moment, duration: Duration) -> Moment {
            Moment(offset: moment.offset + duration)
        }

        /// Returns the moment a duration earlier.
        public static func - (moment: Moment, duration: Duration) -> Moment {
            Moment(offset: moment.offset - duration)
        }
    }
}
