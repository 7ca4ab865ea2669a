extension Array where Element: Comparable {
    /// The value in the middle; nil without values.
    var median: Element? { quantile(0.5) }

    /// The value that this share of all values does not exceed; nil without values.
    func quantile(_ share: Double) -> Element? {
        guard !isEmpty else { return nil }
        let rank = Int((Double(count) * share).rounded(.up))
        return sorted()[Swift.min(Swift.max(rank - 1, 0), count - 1)]
    }
}
