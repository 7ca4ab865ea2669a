import Martlet

/// The words around everything else.
extension Texts {
    /// How a person is called: by both names, as they wrote them.
    func name(of member: Member) -> String {
        switch (member.firstName, member.username) {
        case (let first, let name?) where first.isEmpty: "@\(name)"
        case (let first, let name?): "\(first) (@\(name))"
        case (let first, nil): first.isEmpty ? say(en: "somebody", ru: "кто-то") : first
        }
    }

    /// Says hello and how to begin; how much there is to nobody but the member, unless the welcome tells it.
    func greeting(_ member: Member, available: Money?) -> String {
        let name = member.firstName.isEmpty ? "" : ", \(member.firstName)"
        let balance = available.map { say(en: "You have \(money($0)). ", ru: "У вас \(money($0)). ") } ?? ""
        return say(
            en: """
                Hello\(name)! I am Atelier and paint what you describe. For example:

                /generate a red bird over the sea

                \(balance)/help lists what I can do.
                """,
            ru: """
                Здравствуйте\(name)! Я Atelier и рисую то, что вы опишете. Например:

                /generate красная птица над морем

                \(balance)/help перечислит всё, что я умею.
                """
        )
    }

    /// Tells of the welcome; how much it is, to nobody but the member.
    func welcome(_ amount: Money?) -> String {
        guard let amount else {
            return say(
                en: "Welcome! A present from us is on your balance.",
                ru: "Добро пожаловать! На вашем балансе — наш подарок."
            )
        }
        return say(
            en: "Welcome! \(money(amount)) are on your balance, a present from us.",
            ru: "Добро пожаловать! На вашем балансе \(money(amount)) — наш подарок."
        )
    }

    func help(_ commands: [Command]) -> String {
        let lines = commands.map { "/\($0.name) — \($0.about(self))" }
        return ([say(en: "What I can do:", ru: "Что я умею:")] + lines).joined(separator: "\n")
    }

    var hint: String {
        say(
            en: "To have a picture painted, write /generate and what it shows. /help lists what I can do.",
            ru: "Чтобы получить картинку, напишите /generate и что на ней будет. /help перечислит всё, что я умею."
        )
    }

    var unknownCommand: String {
        say(
            en: "I do not know that command. /help lists what I can do.",
            ru: "Такой команды я не знаю. /help перечислит всё, что я умею."
        )
    }

    var wordsOnly: String {
        say(
            en: "I understand words only. /help lists what I can do.",
            ru: "Я понимаю только слова. /help перечислит всё, что я умею."
        )
    }

    var inPrivate: String {
        say(
            en: "Let us talk about that in private: write to me directly.",
            ru: "Об этом лучше наедине: напишите мне лично."
        )
    }

    /// What is said when an answer cannot be given.
    var apology: String {
        say(
            en: "Something went wrong on our side, and we have been told. Please try again in a while.",
            ru: "Что-то сломалось на нашей стороне, и мы об этом уже знаем. Попробуйте, пожалуйста, чуть позже."
        )
    }
}

/// What commands do, in a line each.
extension Texts {
    var aboutStart: String { say(en: "say hello", ru: "поздороваться") }
    var aboutHelp: String { say(en: "this list", ru: "этот список") }
    var aboutBalance: String { say(en: "how much you have", ru: "сколько у вас денег") }
    var aboutModels: String { say(en: "what paints, and for how much", ru: "чем рисовать и почём") }
    var aboutGenerate: String {
        say(
            en: "paint a picture: /generate a red bird over the sea",
            ru: "нарисовать: /generate красная птица над морем"
        )
    }
    var aboutHistory: String { say(en: "your last pictures", ru: "ваши последние картинки") }
    var aboutTransfer: String {
        say(en: "send money: /transfer @name 10", ru: "перевести деньги: /transfer @name 10")
    }
    var aboutGrant: String {
        say(
            en: "give money: /grant @name 10, or to each: /grant everyone 10",
            ru: "начислить деньги: /grant @name 10, или каждому: /grant everyone 10"
        )
    }
    var aboutStats: String { say(en: "how business goes", ru: "как идут дела") }
    var aboutPictures: String {
        say(en: "a member's pictures: /pictures @name", ru: "чьи-то картинки: /pictures @name")
    }
    var aboutRefund: String {
        say(en: "pay a picture back: /refund and its id", ru: "вернуть деньги за картинку: /refund и её номер")
    }
}
