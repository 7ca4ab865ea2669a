import Martlet

/// What makes an operation happen once: the same key again changes nothing.
struct OperationKey: Sendable, Hashable {
    let kind: OperationKind

    /// The kind and what it was done for, for example `transfer:019ab5b2-7c1e-7cc3-98c4-dc0c0c07398f`.
    let text: String

    /// The generation that it was done for.
    let generation: ID<Generation>?

    private init(_ kind: OperationKind, _ cause: some CustomStringConvertible, generation: ID<Generation>? = nil) {
        self.kind = kind
        text = "\(kind.rawValue):\(cause)"
        self.generation = generation
    }

    /// A member is welcomed once.
    static func welcome(_ member: Member) -> OperationKey { OperationKey(.welcome, member.id) }

    /// A job that answers an administrator gives once, in however many attempts.
    static func grant(job: ID<any Job>) -> OperationKey { OperationKey(.grant, job) }

    /// A transfer is sent once, however often its button is pressed.
    static func transfer(_ id: ID<Transfer>) -> OperationKey { OperationKey(.transfer, id) }

    /// What is done with the price of a generation, each once.
    static func generation(_ kind: OperationKind, _ id: ID<Generation>) -> OperationKey {
        OperationKey(kind, id, generation: id)
    }
}
