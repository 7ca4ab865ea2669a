import Martlet

/// The words around money.
extension Texts {
    func balance(_ balance: Balance) -> String {
        let available = say(en: "You have \(money(balance.available)).", ru: "У вас \(money(balance.available)).")
        guard balance.held.minor > 0 else { return available }
        return available
            + say(
                en: "\nSet aside for pictures being painted: \(money(balance.held)).",
                ru: "\nОтложено на картинки, которые рисуются: \(money(balance.held))."
            )
    }

    var howToTransfer: String {
        say(
            en: "Say to whom and how much: /transfer @name 10 or /transfer @name 10.50",
            ru: "Напишите, кому и сколько: /transfer @name 10 или /transfer @name 10,50"
        )
    }

    func confirm(_ amount: Money, to receiver: Member) -> String {
        say(
            en: "Send \(money(amount)) to \(name(of: receiver))?",
            ru: "Перевести \(money(amount)) участнику \(name(of: receiver))?"
        )
    }

    var send: String { say(en: "Send", ru: "Перевести") }
    var cancel: String { say(en: "Cancel", ru: "Отмена") }

    func sent(_ amount: Money, to receiver: Member, left: Money) -> String {
        say(
            en: "\(money(amount)) sent to \(name(of: receiver)). You have \(money(left)).",
            ru: "Отправлено: \(money(amount)), получатель — \(name(of: receiver)). У вас \(money(left))."
        )
    }

    func cancelled(_ amount: Money, to receiver: Member) -> String {
        say(
            en: "Cancelled: \(money(amount)) to \(name(of: receiver)). Nothing was sent.",
            ru: "Отменено: \(money(amount)), получатель — \(name(of: receiver)). Ничего не отправлено."
        )
    }

    var sentNotice: String { say(en: "Sent.", ru: "Отправлено.") }
    var cancelledNotice: String { say(en: "Cancelled.", ru: "Отменено.") }
    var alreadySent: String { say(en: "This has been sent already.", ru: "Это уже отправлено.") }
    var alreadyCancelled: String { say(en: "This has been cancelled already.", ru: "Это уже отменено.") }

    func received(_ amount: Money, from sender: Member) -> String {
        say(
            en: "\(name(of: sender)) has sent you \(money(amount)).",
            ru: "Вам пришло \(money(amount)), отправитель — \(name(of: sender))."
        )
    }

    var howToGrant: String {
        say(
            en: "Say to whom and how much: /grant @name 10 or /grant everyone 10",
            ru: "Напишите, кому и сколько: /grant @name 10 или /grant everyone 10 — каждому"
        )
    }

    func granted(_ amount: Money, to member: Member) -> String {
        say(
            en: "\(money(amount)) given to \(name(of: member)).",
            ru: "Начислено: \(money(amount)), получатель — \(name(of: member))."
        )
    }

    func granted(_ amount: Money, toEveryone count: Int) -> String {
        say(
            en: "\(money(amount)) given to everybody: \(members(count)).",
            ru: "Всем начислено по \(money(amount)): \(members(count))."
        )
    }

    func given(_ amount: Money) -> String {
        say(en: "We have given you \(money(amount)).", ru: "Мы начислили вам \(money(amount)).")
    }
}
