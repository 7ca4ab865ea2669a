import Martlet

/// The updates that the bot has not taken yet, in order.
struct UpdateQueue {
    /// The most updates that wait.
    static let capacity = 1000

    /// How many seconds an update waits before it is forgotten: a day.
    static let patience: Int64 = 24 * 60 * 60

    /// The kinds of updates that the bot wants; nil for all.
    var allowed: [String]?

    /// The number of the latest `getUpdates`; an earlier one that still waits gives way.
    private(set) var lastPoll = 0

    private(set) var pending: [StandInUpdate] = []
    private var lastID: Int64

    /// The chats of which an update is on its way to the webhook.
    private var busy: Set<Int64> = []

    init(after lastID: Int64) {
        self.lastID = lastID
    }

    var hasRoom: Bool { pending.count < Self.capacity }

    /// Adds an update that the bot wants.
    mutating func add(_ kind: StandInUpdate.Kind, in chat: Int64, _ content: RawJSON) {
        guard allowed?.contains(kind.rawValue) ?? true else { return }
        lastID += 1
        pending.append(StandInUpdate(id: lastID, chat: chat, kind: kind, content: content))
    }

    /// Forgets what has waited too long.
    private mutating func forgetOld() {
        let oldest = Context.current.clock.now.seconds - Self.patience
        pending.removeAll { $0.date < oldest }
    }

    /// Begins a `getUpdates`: forgets the updates before an id, or all but the last few where it is negative.
    mutating func startPoll(from offset: Int64) -> Int {
        forgetOld()
        if offset < 0 { pending = pending.suffix(Int(clamping: offset.magnitude)) }
        if offset > 0 { pending.removeAll { $0.id < offset } }
        lastPoll += 1
        return lastPoll
    }

    mutating func removeAll() {
        pending = []
    }

    /// Takes the updates that may go to the webhook now: of each chat the first, of so many chats at a time.
    mutating func takeDeliverable(chats limit: Int) -> [StandInUpdate] {
        forgetOld()
        var deliverable: [StandInUpdate] = []
        for update in pending where busy.count < limit && busy.insert(update.chat).inserted {
            deliverable.append(update)
        }
        return deliverable
    }

    /// Ends the delivery of an update, which was taken or has to wait.
    mutating func end(_ update: StandInUpdate, isTaken: Bool) {
        if isTaken { pending.removeAll { $0.id == update.id } }
        busy.remove(update.chat)
    }
}
