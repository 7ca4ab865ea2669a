import Martlet

/// A task that the provider has taken; its state follows from the time alone.
struct ProviderTask: Sendable {
    enum State: String, Sendable { case waiting, queuing, generating, success, fail }

    let id: String
    let order: ProviderOrder
    let fault: ProviderTaskFault?
    let pace: ProviderPace

    /// Where the picture will be.
    let pictureURL: String

    private let created: Instant
    private let start: Duration

    init(_ order: ProviderOrder, fault: ProviderTaskFault?, pace: ProviderPace, address: String) {
        let context = Context.current
        id = String(context.makeID(), radix: 16)
        self.order = order
        self.fault = fault
        self.pace = pace
        pictureURL = "\(address)/stand-in/pictures/\(id).png"
        created = context.clock.now
        start = context.clock.uptime
    }

    /// The uptime at which the task ends; nil for one that never does.
    var end: Duration? { fault == .neverEnds ? nil : start + pace.total }

    var isOver: Bool { state == .success || state == .fail }

    /// The state that the task is in now.
    var state: State {
        let age = Context.current.clock.uptime - start
        if age < pace.waiting { return .waiting }
        if age < pace.waiting + pace.queuing { return .queuing }
        if age < pace.total || fault == .neverEnds { return .generating }
        if case .fails = fault { return .fail }
        return .success
    }

    /// What `recordInfo` and the callback tell of the task.
    var record: RawJSON {
        let state = state
        let (created, end) = (created.milliseconds, (created + pace.total).milliseconds)
        return .object { object in
            object.field("taskId", id)
            object.field("model", order.model)
            object.field("state", state.rawValue)
            object.field("param", order.text)
            object.field("resultJson", state == .success ? result : "")
            if state == .fail, case .fails(let code, let message) = fault {
                object.field("failCode", code)
                object.field("failMsg", message)
            } else {
                object.field("failCode", "")
                object.field("failMsg", "")
            }
            object.field("createTime", created)
            object.field("updateTime", isOver ? end : Context.current.clock.now.milliseconds)
            object.nullable("completeTime", isOver ? end : nil)
        }
    }

    /// JSON within JSON, as text.
    private var result: String {
        RawJSON.object { $0.field("resultUrls", [pictureURL]) }.description
    }
}

extension Instant {
    fileprivate var milliseconds: Int64 { microseconds / 1000 }
}
