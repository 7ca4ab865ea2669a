import Martlet

/// The words around a picture.
extension Texts {
    /// The progress message, while the picture waits for the provider.
    func accepted(model: String, price: Money) -> String {
        say(
            en: "\(model) is about to paint. \(money(price)) are set aside.",
            ru: "\(model) скоро начнёт рисовать. Отложено: \(money(price))."
        )
    }

    /// The progress message, while the picture is made.
    func painting(model: String) -> String {
        say(en: "\(model) is painting…", ru: "\(model) рисует…")
    }

    /// The progress message, once the picture is there; what is left is told to nobody but the member.
    func ready(price: Money, left: Money?) -> String {
        guard let left else {
            return say(en: "Ready. \(money(price)) taken.", ru: "Готово. Списано: \(money(price)).")
        }
        return say(
            en: "Ready. \(money(price)) taken, \(money(left)) left.",
            ru: "Готово. Списано: \(money(price)), осталось: \(money(left))."
        )
    }

    /// The picture was not made.
    func failed(price: Money) -> String {
        say(
            en: "This picture could not be made. \(money(price)) are back on your balance.",
            ru: "Эту картинку нарисовать не удалось. \(money(price)) вернулись на ваш баланс."
        )
    }

    /// The picture took too long.
    func expired(price: Money) -> String {
        say(
            en: "This picture took too long. \(money(price)) are back on your balance.",
            ru: "Эта картинка рисовалась слишком долго. \(money(price)) вернулись на ваш баланс."
        )
    }

    /// The picture was made but could not be sent, or was paid back by an administrator.
    func refunded(price: Money) -> String {
        say(
            en: "We have paid you back \(money(price)) for a picture.",
            ru: "Мы вернули вам \(money(price)) за картинку."
        )
    }

    /// The button that makes another picture of the same prompt.
    var again: String { say(en: "Again", ru: "Ещё раз") }

    /// The button that shows the choice of models and formats.
    var modelAndFormat: String { say(en: "Model and format", ru: "Модель и формат") }
}
