import Martlet

/// The words around the pictures of the past, and around how business goes.
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
        \(number). \(generation.prompt.text.split(whereSeparator: \.isNewline).joined(separator: " ").excerpt)
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

    /// A prompt as it stands under a picture, where Telegram allows 1024 characters.
    func caption(_ prompt: Prompt) -> String {
        let units = prompt.text.utf16.prefix(1024)
        // The half of a letter is none.
        return String(units) ?? String(units.dropLast()) ?? ""
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
