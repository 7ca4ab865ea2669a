import Martlet

/// The words under a picture, and instead of one.
extension Texts {
    /// What stands under a picture: what was asked for, of whom, and for how much.
    func caption(of details: GenerationDetails) -> String {
        let generation = details.generation
        return shortened(generation.prompt.text) + "\n"
            + "\(details.model.name) · \(generation.aspectRatio) · \(money(generation.price))"
    }

    /// Why there is no picture, in plain words; the money is back in every case.
    func notPainted(_ failure: GenerationFailure?, price: Money) -> String {
        switch failure {
        case .refused:
            say(
                en: "This prompt was not accepted. Try other words. \(money(price)) are back on your balance.",
                ru: "Этот запрос не приняли. Попробуйте другие слова. \(money(price)) вернулись на ваш баланс."
            )
        case .failed: failed(price: price)
        case .unavailable:
            say(
                en: "We cannot paint right now; try again later. \(money(price)) are back on your balance.",
                ru: "Сейчас рисовать не получается, попробуйте позже. \(money(price)) вернулись на ваш баланс."
            )
        case .expired: expired(price: price)
        case .undeliverable, .blocked:
            say(
                en: "The picture is made, but could not be sent. \(money(price)) are back on your balance.",
                ru: "Картинка готова, но отправить её не удалось. \(money(price)) вернулись на ваш баланс."
            )
        case nil: refunded(price: price)
        }
    }

    /// The beginning of a text, as much of it as people read under a picture; Telegram allows 1024 units of UTF-16.
    private func shortened(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        let start = line.prefix(200)
        // A letter may carry marks without end.
        guard start.utf16.count <= 600 else { return String(start.unicodeScalars.prefix(200)) + "…" }
        return start.count < line.count ? start + "…" : String(start)
    }
}
