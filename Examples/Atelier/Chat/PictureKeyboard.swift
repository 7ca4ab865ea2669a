import Martlet

extension InlineKeyboard {
    /// The buttons under a picture, or under the news that there is none: another one of the same prompt, and the choice.
    static func picture(
        _ generation: ID<Generation>,
        of member: Member,
        sealedBy seal: ButtonSeal
    ) throws -> InlineKeyboard {
        let buttons = ButtonMaker(seal: seal, member: member)
        let texts = Texts(member.language)
        return InlineKeyboard(rows: [
            [
                try buttons.button(texts.again, "again", generation),
                try buttons.button(texts.modelAndFormat, "choose"),
            ]
        ])
    }
}
