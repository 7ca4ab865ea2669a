import Martlet

/// The words around models and formats.
extension Texts {
    func models(_ models: [ImageModel]) -> String {
        let lines = models.map { "\($0.name) — \(money($0.price)), \($0.aspectRatios.joined(separator: " "))" }
        let title = say(en: "What paints, and the price of a picture:", ru: "Чем рисовать и сколько стоит картинка:")
        let advice = say(
            en: "Choose below what paints your pictures.",
            ru: "Выберите ниже, чем рисовать ваши картинки."
        )
        return ([title] + lines + ["", advice]).joined(separator: "\n")
    }

    var chooseModelAndFormat: String {
        say(
            en: "Choose what paints your pictures, and their format.",
            ru: "Выберите, чем рисовать ваши картинки, и их формат."
        )
    }

    func label(of model: ImageModel, isChosen: Bool) -> String {
        label("\(model.name) · \(money(model.price))", isChosen: isChosen)
    }

    /// A choice, with a tick where it is the present one.
    func label(_ text: String, isChosen: Bool) -> String {
        isChosen ? "✓ \(text)" : text
    }

    var chosen: String { say(en: "Noted.", ru: "Запомнил.") }
}
