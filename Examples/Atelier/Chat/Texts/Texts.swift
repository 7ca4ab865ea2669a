import Martlet

/// What the bot says, in one language; each topic's words are in an extension, every sentence in both languages.
///
/// Messages have no parse mode: names and prompts stand in them as people wrote them, and nothing in them is markup.
struct Texts: Sendable {
    let language: Language

    init(_ language: Language) {
        self.language = language
    }

    /// Chooses the sentence in the language.
    func say(en: @autoclosure () -> String, ru: @autoclosure () -> String) -> String {
        switch language {
        case .en: en()
        case .ru: ru()
        }
    }
}

/// How amounts, times and numbers are written.
extension Texts {
    /// An amount as people write it: `9 RUB` and `9.50 RUB`, `9 ₽` and `9,50 ₽`.
    func money(_ amount: Money) -> String {
        let (roubles, kopecks) = amount.minor.magnitude.quotientAndRemainder(dividingBy: 100)
        let fraction = kopecks == 0 ? "" : say(en: ".", ru: ",") + (kopecks < 10 ? "0" : "") + "\(kopecks)"
        return (amount.minor < 0 ? "−" : "") + "\(roubles)" + fraction + say(en: " RUB", ru: " ₽")
    }

    /// A time to the minute, such as `2026-11-21 17:05 UTC`.
    func time(_ instant: Instant) -> String {
        "\(instant)".prefix(16).replacing("T", with: " ") + " UTC"
    }

    /// A count of pictures, such as `1 picture` and `5 картинок`.
    func pictures(_ count: Int) -> String {
        "\(count) "
            + say(en: count == 1 ? "picture" : "pictures", ru: russian(count, "картинка", "картинки", "картинок"))
    }

    /// A count of members.
    func members(_ count: Int) -> String {
        "\(count) "
            + say(en: count == 1 ? "member" : "members", ru: russian(count, "участник", "участника", "участников"))
    }

    /// Russian has a form for 1, 21, 31, one for 2 to 4, 22 to 24, and one for all others.
    private func russian(_ count: Int, _ one: String, _ few: String, _ many: String) -> String {
        switch (count % 10, count % 100) {
        case (_, 11...14): many
        case (1, _): one
        case (2...4, _): few
        default: many
        }
    }
}
