import Martlet
import MartletMacros

/// Somebody who has written to the bot.
@Record
struct Member: Hashable {
    let id: Int64

    /// What Telegram knows the person by; it never changes.
    let telegramID: Int64

    /// The name in lower case and without an `@`; nil for who has none, or whose name somebody else has taken since.
    let username: String?

    let firstName: String
    let language: Language
}

/// A language that the bot speaks.
enum Language: String, ColumnValue, CaseIterable {
    case en
    case ru

    /// Chooses by the code that Telegram sends, such as `ru` or `en-GB`; English for every other language.
    init(code: String?) {
        self = code?.lowercased().split(separator: "-").first == "ru" ? .ru : .en
    }
}
