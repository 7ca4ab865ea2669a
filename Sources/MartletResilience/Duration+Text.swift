extension Duration {
    /// The seconds with two decimals, rounded: `0.50`.
    var secondsToTwoDecimals: String {
        let (seconds, attoseconds) = (self + .milliseconds(5)).components
        let hundredths = attoseconds / 10_000_000_000_000_000
        return "\(seconds).\(hundredths < 10 ? "0" : "")\(hundredths)"
    }
}
