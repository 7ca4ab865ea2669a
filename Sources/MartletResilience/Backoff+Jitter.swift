internal import MartletContext

extension Backoff {
    /// How chance spreads a pause.
    public struct Jitter: Sendable, Hashable {
        private enum Kind: Hashable {
            case full
            case additive(Double)
        }

        private let kind: Kind

        /// Any pause between nothing and the whole delay; spreads a crowd of callers best.
        public static let full = Jitter(kind: .full)

        /// Adds up to a share of the delay to it: `.additive(0.1)` gives 100 to 110 % of it.
        public static func additive(_ share: Double) -> Jitter {
            precondition(share >= 0, "The share that jitter adds cannot be negative.")
            return Jitter(kind: .additive(share))
        }

        /// Returns the delay spread by chance.
        func spread(_ delay: Duration, random: some RandomSource) -> Duration {
            switch kind {
            case .full: delay * random.unit()
            case .additive(let share): delay + delay * (share * random.unit())
            }
        }
    }
}
