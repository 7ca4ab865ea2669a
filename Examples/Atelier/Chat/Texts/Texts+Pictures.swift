import Martlet

/// The words around pictures: before one, while it is made, under it, and instead of it.
extension Texts {
    var whatToPaint: String {
        let bounds = "\(Prompt.lengths.lowerBound)–\(Prompt.lengths.upperBound)"
        return say(
            en: """
                Write what the picture shows, in \(bounds) characters. For example:

                /generate a red bird over the sea

                Choose below what paints it, and its format.
                """,
            ru: """
                Напишите, что будет на картинке, — \(bounds) символов. Например:

                /generate красная птица над морем

                Ниже можно выбрать, чем рисовать, и формат.
                """
        )
    }

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

    /// What stands under a picture: what was asked for, of whom, and for how much; Telegram allows 1024 units of UTF-16.
    func caption(of details: GenerationDetails) -> String {
        let generation = details.generation
        return generation.prompt.text.excerpt(200) + "\n"
            + "\(details.model.name) · \(generation.aspectRatio) · \(money(generation.price))"
    }

    /// Why there is no picture, in plain words; the money is back in every case.
    func notPainted(_ failure: GenerationFailure?, price: Money) -> String {
        let price = money(price)
        return switch failure {
        case .refused:
            say(
                en: "This prompt was not accepted. Try other words. \(price) are back on your balance.",
                ru: "Этот запрос не приняли. Попробуйте другие слова. \(price) вернулись на ваш баланс."
            )
        case .failed:
            say(
                en: "This picture could not be made. \(price) are back on your balance.",
                ru: "Эту картинку нарисовать не удалось. \(price) вернулись на ваш баланс."
            )
        case .unavailable:
            say(
                en: "We cannot paint right now; try again later. \(price) are back on your balance.",
                ru: "Сейчас рисовать не получается, попробуйте позже. \(price) вернулись на ваш баланс."
            )
        case .expired:
            say(
                en: "This picture took too long. \(price) are back on your balance.",
                ru: "Эта картинка рисовалась слишком долго. \(price) вернулись на ваш баланс."
            )
        case .undeliverable, .blocked:
            say(
                en: "The picture is made, but could not be sent. \(price) are back on your balance.",
                ru: "Картинка готова, но отправить её не удалось. \(price) вернулись на ваш баланс."
            )
        case nil:
            say(en: "We have paid you back \(price) for a picture.", ru: "Мы вернули вам \(price) за картинку.")
        }
    }
}

/// The words on and around a picture's buttons.
extension Texts {
    /// The button that makes another picture of the same prompt.
    var again: String { say(en: "Again", ru: "Ещё раз") }

    /// The button that shows the choice of models and formats.
    var modelAndFormat: String { say(en: "Model and format", ru: "Модель и формат") }

    var onItsWay: String { say(en: "A new picture is on its way.", ru: "Новая картинка уже в работе.") }

    /// What has become of the picture that a button asked for when it was pressed before.
    func alreadyAgain(_ next: Generation) -> String {
        switch next.state {
        case _ where next.deliveredAt != nil:
            say(
                en: "This button has made its picture already. The new one has a button of its own.",
                ru: "По этой кнопке картинка уже нарисована. У новой есть своя кнопка."
            )
        case .requested, .running, .succeeded:
            say(
                en: "This button has been pressed already: its picture is being made.",
                ru: "Эту кнопку уже нажимали: её картинка ещё рисуется."
            )
        case .delivered, .failed, .expired, .refunded:
            say(
                en: "Nothing has come of this button's picture. The message that says so has a button of its own.",
                ru: "По этой кнопке картинки не вышло. Под сообщением об этом есть своя кнопка."
            )
        }
    }

    /// Telegram has lost a picture; what stands under the words paints it again.
    var notKept: String {
        say(
            en: "This picture is not kept any more. The button below paints a new one.",
            ru: "Эта картинка больше не хранится. Кнопка внизу нарисует новую."
        )
    }
}

/// The words around the pictures of the past.
extension Texts {
    func history(_ generations: [Generation]) -> String {
        guard !generations.isEmpty else {
            return say(
                en: "You have no pictures yet. /generate makes the first one.",
                ru: "У вас ещё нет картинок. /generate нарисует первую."
            )
        }
        let title = say(
            en: generations.count == 1 ? "Your last picture:" : "Your last \(pictures(generations.count)):",
            ru: "Вот что было в последнее время — \(pictures(generations.count)):"
        )
        return ([title] + generations.enumerated().map { entry($0 + 1, $1) }).joined(separator: "\n\n")
    }

    /// A member's pictures for an administrator, each with the command that pays it back.
    func pictures(_ generations: [Generation], of member: Member) -> String {
        let title = "\(name(of: member)): \(pictures(generations.count))"
        let entries = generations.enumerated().map { entry($0 + 1, $1) + "\n/refund \($1.id)" }
        return ([title] + entries).joined(separator: "\n\n")
    }

    private func entry(_ number: Int, _ generation: Generation) -> String {
        """
        \(number). \(generation.prompt.text.excerpt())
        \(state(generation.state)) · \(money(generation.price)) · \(time(generation.createdAt))
        """
    }

    func state(_ state: GenerationState) -> String {
        switch state {
        case .requested: say(en: "waiting", ru: "ждёт")
        case .running: say(en: "being painted", ru: "рисуется")
        case .succeeded: say(en: "painted, being sent", ru: "нарисована, отправляется")
        case .delivered: say(en: "delivered", ru: "доставлена")
        case .failed: say(en: "not painted, nothing taken", ru: "не вышла, деньги возвращены")
        case .expired: say(en: "took too long, nothing taken", ru: "не успела, деньги возвращены")
        case .refunded: say(en: "paid back", ru: "деньги возвращены")
        }
    }

    func stats(_ stats: GenerationStats) -> String {
        let total = stats.counts.values.reduce(0, +)
        let lines = GenerationState.allCases.compactMap { state in
            stats.counts[state].map { "\(self.state(state)): \($0)" }
        }
        let title = "\(members(stats.members)), \(pictures(total))"
        let sums = say(
            en: "Revenue: \(money(stats.revenue)). Credits spent, by the provider's price list: \(stats.cost).",
            ru: "Выручка: \(money(stats.revenue)). Потрачено кредитов по прайс-листу провайдера: \(stats.cost)."
        )
        return ([title] + lines + [sums]).joined(separator: "\n")
    }

    var howToSeePictures: String {
        say(en: "Say whose pictures: /pictures @name", ru: "Напишите, чьи картинки: /pictures @name")
    }

    var howToRefund: String {
        say(
            en: "Say which picture: /refund 019ab5b2-7c1e-7cc3-98c4-dc0c0c07398f",
            ru: "Напишите, какую картинку: /refund 019ab5b2-7c1e-7cc3-98c4-dc0c0c07398f"
        )
    }

    func refundDone(_ price: Money) -> String {
        say(en: "\(money(price)) paid back.", ru: "Возвращено: \(money(price)).")
    }
}
