/// What is called over and over by several callers at once.
protocol Subject: Sendable {
    /// Makes one call; whatever it chooses, it chooses by the random number.
    func call(with number: UInt64) async throws

    /// Ends the subject after the last call.
    func close() async
}

extension Subject {
    func close() async {}
}
