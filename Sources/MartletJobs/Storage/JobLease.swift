/// One claim of one job: the row and its fencing number.
struct JobLease: Sendable, Hashable {
    /// The job's row.
    let position: Int64
    /// The number of the claim.
    let number: Int64
}
