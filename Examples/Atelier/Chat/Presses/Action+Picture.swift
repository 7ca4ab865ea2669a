import Martlet

extension Action {
    /// `again`: has the same thing painted once more, with what the member prefers now; once for a message.
    static func again(_ generations: GenerationService, _ preferences: PreferenceService) -> Action {
        Action("again") { press in
            let first = try await generations.getOne(press.generation, of: press.member)
            let preference = try await preferences.offer(to: press.member).preference
            let (next, isNew) = try await generations.request(
                first.prompt,
                model: preference.model,
                aspectRatio: preference.aspectRatio,
                by: press.member,
                chat: press.chat,
                key: "again:\(first.id):\(press.chat):\(press.message)"
            )
            return PressReply(.none, notice: isNew ? press.texts.onItsWay : press.texts.alreadyAgain(next))
        }
    }

    /// `show`: shows a picture of the past.
    static func show(_ generations: GenerationService) -> Action {
        Action("show") { press in
            let details = try await generations.getDetails(press.generation, of: press.member)
            let id = details.generation.id
            guard let fileID = details.generation.fileID else { throw GenerationError.notFound(id) }
            return PressReply(
                .show(
                    PressReply.OldPicture(
                        fileID: fileID,
                        caption: press.texts.caption(of: details),
                        keyboard: try .picture(id, of: press.member, sealedBy: press.buttons.seal),
                        isMissing: press.texts.notKept
                    )
                )
            )
        }
    }
}

extension Press {
    fileprivate var generation: ID<Generation> {
        get throws {
            guard let id = ID<Generation>(parameter) else { throw ButtonError.malformed }
            return id
        }
    }
}
