import Logging
import Martlet
import NIOCore

/// The door of people: what a chat page, a script or a test does in a person's place.
struct PersonRoutes: Routes {
    let standIn: TelegramStandIn

    func register(on routes: RouteGroup<RequestContext>) {
        routes.group("stand-in", access: .ownMachine) { routes in
            routes.post("messages", summary: "Say something to the bot") { (payload: SayPayload, _) in
                try standIn.say(payload.text, chat: payload.chat)
                return NoContent()
            }
            routes.get("commands", summary: "What the bot offers") { (payload: CommandsPayload, _) in
                CommandList(commands: standIn.look { $0.commands.offered(language: payload.languageCode) })
            }
            routes.get("files/:file", summary: "A picture or a file of a chat") { context in
                let id = context.pathParameter("file") ?? ""
                guard let file = standIn.look({ $0.files.file(id) }) else { throw Problem.notFound("File", id) }
                // A browser shall show nothing as a page of this server that the bot was made to send.
                let picture = PictureSize(of: file.bytes)
                return Bytes(file.bytes, contentType: picture?.contentType ?? "application/octet-stream")
            }
            routes.group("people/:id") { person in register(person: person) }
        }
    }

    private func register(person routes: RouteGroup<RequestContext>) {
        routes.put(summary: "Come as a person") { (payload: PersonPayload, _) in
            standIn.introduce(payload.person)
            return payload
        }
        routes.post("messages", summary: "Write to the bot") { (payload: WritePayload, _) in
            try check(payload.id)
            return Created(SaidMessage(id: try standIn.say(payload.text, chat: payload.id)))
        }
        routes.post("presses", summary: "Press a button") { (payload: PressPayload, _) in
            try check(payload.id)
            return Accepted(Pressed(id: try standIn.press(payload.data, on: payload.message, chat: payload.id)))
        }
        // A page asks for them all the time.
        routes.group(logLevel: .debug) { routes in
            routes.get("events", summary: "What happens in the chat", deadline: .seconds(60)) {
                (payload: EventsPayload, _) in
                let wait = Duration.seconds(payload.wait)
                guard let events = await standIn.events(of: payload.id, after: payload.after, within: wait) else {
                    throw Problem.notFound("Person", payload.id)
                }
                return events
            }
        }
    }

    /// A person has to come before doing something: nobody else knows the name.
    private func check(_ person: Int64) throws {
        guard standIn.look({ $0.chat(person)?.isVisited }) == true else { throw Problem.notFound("Person", person) }
    }
}
