public import MartletDatabase

extension RecordingDatabase {
    /// Something that passed to the engine.
    public struct Event: Sendable, Hashable, CustomStringConvertible {
        /// The number of the transaction it belongs to, from 1.
        public let transaction: Int

        /// What passed.
        public let action: Action

        /// What passes to an engine.
        public enum Action: Sendable, Hashable {
            /// A transaction began; nil stands for a statement that is its own transaction.
            case begin(TransactionMode?)
            /// A statement, with runs of white space cut to one space, and the values of its placeholders.
            case statement(String, values: [DatabaseValue])
            /// A savepoint began.
            case savepoint
            /// What a savepoint did was kept.
            case release
            /// What a savepoint did was undone.
            case rollbackToSavepoint
            /// The transaction was committed.
            case commit
            /// The transaction was rolled back.
            case rollback
            /// The answer to the commit was lost.
            case commitUnknown
        }

        /// The event in one line, without values.
        public var description: String {
            switch action {
            case .begin(.read): "BEGIN READ ONLY"
            case .begin: "BEGIN"
            case .statement(let text, _): text
            case .savepoint: "SAVEPOINT"
            case .release: "RELEASE SAVEPOINT"
            case .rollbackToSavepoint: "ROLLBACK TO SAVEPOINT"
            case .commit: "COMMIT"
            case .rollback: "ROLLBACK"
            case .commitUnknown: "COMMIT unknown"
            }
        }
    }

    /// Where a fault strikes.
    public enum FaultPoint: Sendable, Hashable {
        /// The statement with this number, counted from now and from 1; it is recorded and never reaches the engine.
        ///
        /// What an engine runs again, because a write that shares its commit was undone, counts once.
        case statement(Int)
        /// The next commit of something written, which is rolled back instead.
        case commit
        /// The answer to the next commit of something written, which has happened.
        case commitAnswer
    }

    /// A failure that waits for its moment.
    struct Fault {
        let point: FaultPoint
        let error: DatabaseError
        private(set) var isDue = false

        /// How many statements have come, by the call that they belong to.
        private var statements: [Int: Int] = [:]

        init(_ point: FaultPoint, _ error: DatabaseError) {
            self.point = point
            self.error = error
        }

        /// Notes what comes next in a call; a statement has its turn when as many have come as its number says.
        mutating func approach(_ next: FaultPoint, in call: Int) {
            guard case (.statement(let number), .statement) = (point, next) else {
                isDue = point == next
                return
            }
            statements[call, default: 0] += 1
            isDue = statements.values.reduce(0, +) >= number
        }

        /// Forgets the statements of a call, which runs again.
        mutating func forget(_ call: Int) {
            statements[call] = nil
        }
    }
}
