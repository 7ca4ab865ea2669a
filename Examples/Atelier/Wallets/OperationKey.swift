import Martlet

/// What makes an operation happen once: the same key again changes nothing.
struct OperationKey: Sendable, Hashable {
    let kind: OperationKind

    /// The kind and what it was done for, for example `transfer:8f2c`.
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

    /// An update of an administrator gives once.
    static func grant(update: Int64) -> OperationKey { OperationKey(.grant, update) }

    /// A button sends once, however often it is pressed.
    static func transfer(button nonce: String) -> OperationKey { OperationKey(.transfer, nonce) }

    /// What is done with the price of a generation, each once.
    static func generation(_ kind: OperationKind, _ id: ID<Generation>) -> OperationKey {
        OperationKey(kind, id, generation: id)
    }
}
