extension Action {
    /// `choose`: shows what can be chosen.
    static func choose(_ preferences: PreferenceService) -> Action {
        Action("choose") { press in
            let offer = try await preferences.offer(to: press.member)
            return PressReply(
                .say(Reply(press.texts.chooseModelAndFormat, keyboard: try .offer(offer, press.buttons)))
            )
        }
    }

    /// `model`: chooses a model.
    static func chooseModel(_ preferences: PreferenceService) -> Action {
        Action("model") { press in
            let offer = try await preferences.choose(model: press.parameter, by: press.member)
            return PressReply(.keyboard(try .offer(offer, press.buttons)), notice: press.texts.chosen)
        }
    }

    /// `ratio`: chooses a format.
    static func chooseRatio(_ preferences: PreferenceService) -> Action {
        Action("ratio") { press in
            let offer = try await preferences.choose(aspectRatio: press.parameter, by: press.member)
            return PressReply(.keyboard(try .offer(offer, press.buttons)), notice: press.texts.chosen)
        }
    }
}

extension InlineKeyboard {
    /// A row for each model, and one for the formats of the chosen one.
    static func offer(_ offer: Offer, _ buttons: ButtonMaker) throws -> InlineKeyboard {
        let (texts, preference) = (Texts(buttons.member.language), offer.preference)
        let models = try offer.models.map { model in
            try buttons.button(texts.label(of: model, isChosen: model == preference.model), "model", model.id)
        }
        let ratios = try preference.model.aspectRatios.map { ratio in
            try buttons.button(texts.label(ratio, isChosen: ratio == preference.aspectRatio), "ratio", ratio)
        }
        return InlineKeyboard(menu: models, lastRow: ratios)
    }
}
