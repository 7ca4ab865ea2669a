import Martlet

/// The message that a person has written.
struct SaidMessage: Payload {
    let id: Int64

    init(id: Int64) {
        self.id = id
    }

    init(reading fields: inout some FieldReader) {
        id = fields.required("message_id")
    }

    func write(to object: inout ObjectWriter) {
        object.field("message_id", id)
    }
}

/// The press that the bot has to answer.
struct Pressed: Payload {
    let id: String

    init(id: String) {
        self.id = id
    }

    init(reading fields: inout some FieldReader) {
        id = fields.required("callback_query_id")
    }

    func write(to object: inout ObjectWriter) {
        object.field("callback_query_id", id)
    }
}

/// What happened, and after which event to ask next.
struct EventList: Payload {
    let last: Int64
    let events: [RawJSON]

    /// Whether some of what happened is remembered no more, so that the events are every message as it stands instead.
    let hasGap: Bool

    init(last: Int64, events: [RawJSON], hasGap: Bool) {
        self.last = last
        self.events = events
        self.hasGap = hasGap
    }

    init(reading fields: inout some FieldReader) {
        last = fields.required("last")
        events = fields.required("events")
        hasGap = fields.required("has_gap")
    }

    func write(to object: inout ObjectWriter) {
        object.field("last", last)
        object.field("events", events)
        object.field("has_gap", hasGap)
    }
}

/// What the bot offers.
struct CommandList: Payload {
    let commands: [MenuCommand]

    init(commands: [MenuCommand]) {
        self.commands = commands
    }

    init(reading fields: inout some FieldReader) {
        commands = fields.required("commands")
    }

    func write(to object: inout ObjectWriter) {
        object.field("commands", commands)
    }
}
