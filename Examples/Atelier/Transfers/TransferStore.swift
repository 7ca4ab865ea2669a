import Martlet

/// The SQL of transfers.
struct TransferStore: Sendable {
    /// Notes a proposal; nothing where it was noted before.
    func createOne(_ id: ID<Transfer>, _ amount: Money, from sender: Member, to receiver: Member) -> Statement<Changes>
    {
        """
        INSERT INTO transfers (id, sender, receiver, amount, state, created_at)
        VALUES (\(id), \(sender.id), \(receiver.id), \(amount.minor), \(TransferState.proposed), \(.now))
        ON CONFLICT (id) DO NOTHING
        """
    }

    func getOne(_ id: ID<Transfer>, of sender: Member) -> Statement<Transfer?> {
        "SELECT \(columns: Transfer.self) FROM transfers WHERE id = \(id) AND sender = \(sender.id)"
    }

    /// Forgets what was not sent.
    func deleteUnsent(before instant: Instant) -> Statement<Changes> {
        "DELETE FROM transfers WHERE state <> 'sent' AND created_at < \(instant)"
    }

    /// Locks a transfer, so that it is decided once.
    func lockOne(_ id: ID<Transfer>, of sender: Member) -> Statement<Transfer?> {
        "SELECT \(columns: Transfer.self) FROM transfers WHERE id = \(id) AND sender = \(sender.id) \(.forUpdate)"
    }

    func setState(_ state: TransferState, of transfer: Transfer, by decider: ID<any Job>) -> Statement<Changes> {
        """
        UPDATE transfers SET state = \(state), decider = \(decider)
        WHERE id = \(transfer.id) AND state = \(transfer.state)
        """
    }
}
