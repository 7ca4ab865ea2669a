import Martlet

/// Finds out what a person wants, and what the bot says to it.
///
/// Whatever breaks a rule is answered with words and has no effect; what fails on our side is thrown.
struct Conversation: Sendable {
    let bot: BotName
    let members: MemberService
    let admins: Admins
    let seal: ButtonSeal
    let commands: [Command]
    let actions: [Action]

    /// Returns the answer to a message; nil to one that is none of the bot's business, or that jobs will answer.
    func answer(to message: Message, job: ID<any Job>) async throws -> Reply? {
        guard let sender = message.sender, !sender.isBot, message.isAddressed(by: commands),
            try await isForThisBot(message)
        else { return nil }
        let sighting = try await members.greet(sender)
        let texts = Texts(sighting.member.language)
        var reply: Reply?
        do {
            reply = try await answer(to: message, of: sighting, texts, job)
        } catch {
            guard let refusal = texts.refusal(error, isPrivate: message.chat.isPrivate) else { throw error }
            reply = Reply(refusal)
        }
        if let welcome = sighting.welcome {
            let words = [reply?.text, texts.welcome(message.chat.isPrivate ? welcome : nil)].compactMap(\.self)
            reply = Reply(words.joined(separator: "\n\n"), keyboard: reply?.keyboard)
        }
        return reply
    }

    private func answer(
        to message: Message,
        of sighting: Sighting,
        _ texts: Texts,
        _ job: ID<any Job>
    ) async throws -> Reply? {
        let member = sighting.member
        guard let text = message.text else { return Reply(texts.wordsOnly) }
        guard let command = TypedCommand(text) else { return Reply(texts.hint) }
        let offered = commands.filter { $0.audience == .everyone || admins.contains(member.telegramID) }
        guard let known = offered.first(where: { $0.name == command.name }) else {
            return Reply(texts.unknownCommand)
        }
        guard message.chat.isPrivate || !known.isPersonal else { return Reply(texts.inPrivate) }
        return try await known.answer(
            Request(
                member: member,
                isFirst: sighting.welcome != nil,
                chat: message.chat,
                job: job,
                argument: command.argument,
                offered: offered,
                buttons: ButtonMaker(seal: seal, member: member)
            )
        )
    }

    /// Tells whether a command means this bot: in a group it may name another one, which reads it as well.
    private func isForThisBot(_ message: Message) async throws -> Bool {
        guard !message.chat.isPrivate, let name = message.text.flatMap(TypedCommand.init)?.bot else { return true }
        return try await bot.isCalled(name)
    }

    /// Returns what answers a press; there is always something.
    func answer(to query: CallbackQuery, job: ID<any Job>) async throws -> PressReply {
        let member = try await members.sighted(query.sender)
        let texts = Texts(member.language)
        do {
            let data = try seal.open(query.data ?? "", pressedBy: query.sender.id)
            guard let message = query.message, let action = actions.first(where: { $0.name == data.action }) else {
                throw ButtonError.malformed
            }
            return try await action.answer(
                Press(
                    member: member,
                    chat: message.chat.id,
                    message: message.id,
                    job: job,
                    parameter: data.parameter,
                    buttons: ButtonMaker(seal: seal, member: member)
                )
            )
        } catch {
            guard let refusal = texts.refusal(error) else { throw error }
            return .alert(refusal)
        }
    }
}

extension Message {
    /// Whether it is for the bot: in a chat of two whatever a person sends, in a group a command that everybody has, since
    /// another one may be meant for another bot.
    func isAddressed(by commands: [Command]) -> Bool {
        guard let text else { return chat.isPrivate && !isNotice }
        guard !chat.isPrivate else { return true }
        let name = TypedCommand(text)?.name
        return commands.contains { $0.name == name && $0.audience == .everyone }
    }
}
