import Martlet

/// What is said about what people may not do; nothing has happened.
extension Texts {
    /// Finds words for a rule that was broken; nil for what is no mistake of a person's.
    ///
    /// What a member has is said where nobody else hears it.
    func refusal(_ error: any Error, isPrivate: Bool = true) -> String? {
        switch error {
        case WalletError.insufficientFunds where !isPrivate:
            say(en: "That is more than you have.", ru: "Это больше, чем у вас есть.")
        case let error as WalletError: wallet(error)
        case let error as PromptError: prompt(error)
        case let error as GenerationError: generation(error)
        case let error as AmountError: amount(error)
        case let error as MemberError: member(error)
        case let error as TransferError: transfer(error)
        case let error as ButtonError: button(error)
        case let error as ModelError: model(error)
        case is PreferenceError: nothingOffered
        default: nil
        }
    }

    private func wallet(_ error: WalletError) -> String? {
        switch error {
        case .insufficientFunds(let available):
            say(
                en: "That is more than you have: \(money(available)).",
                ru: "Это больше, чем у вас есть: \(money(available))."
            )
        case .amountNotPositive:
            say(en: "The amount has to be more than zero.", ru: "Сумма должна быть больше нуля.")
        case .amountTooLarge(let limit):
            say(
                en: "That is too much at once: \(money(limit)) at most.",
                ru: "Слишком много за один раз: не больше \(money(limit))."
            )
        case .sameMember:
            say(en: "That is you yourself.", ru: "Это вы сами.")
        case .unknownMember, .nothingHeld, .nothingCharged: nil
        }
    }

    private func prompt(_ error: PromptError) -> String {
        let (least, most) = (Prompt.lengths.lowerBound, Prompt.lengths.upperBound)
        return switch error {
        case .empty:
            say(
                en: "There is nothing to see in that. A prompt has \(least) to \(most) characters.",
                ru: "Тут ничего не видно. В запросе должно быть от \(least) до \(most) символов."
            )
        case .tooLong(let count):
            say(
                en: "That is too long: \(count) characters. A prompt has \(least) to \(most).",
                ru: "Слишком длинно, символов: \(count). В запросе должно быть от \(least) до \(most)."
            )
        case .controlCharacter:
            say(
                en:
                    "There are characters in that which cannot be written. A prompt has \(least) to \(most) ordinary ones.",
                ru: "Тут есть непечатные символы. В запросе должно быть от \(least) до \(most) обычных."
            )
        }
    }

    private func generation(_ error: GenerationError) -> String {
        switch error {
        case .notFound: say(en: "There is no such picture.", ru: "Такой картинки нет.")
        case .notPaid(let state):
            say(
                en: "There is nothing to pay back: \(self.state(state)).",
                ru: "Возвращать нечего: \(self.state(state))."
            )
        }
    }

    private func amount(_ error: AmountError) -> String {
        switch error {
        case .unreadable(let text):
            say(
                en: "“\(text.excerpt())” is no amount. Write it like 10 or 10.50.",
                ru: "«\(text.excerpt())» — не сумма. Напишите её так: 10 или 10,50."
            )
        case .tooPrecise(let text):
            say(
                en: "“\(text.excerpt())” has parts of a kopeck. Two digits behind the point are the most.",
                ru: "В «\(text.excerpt())» есть доли копейки. После запятой может быть не больше двух цифр."
            )
        }
    }

    private func member(_ error: MemberError) -> String {
        switch error {
        case .nobody(let name):
            say(
                en: "I know nobody called \(name.excerpt()). People have to write to me before I know them.",
                ru: "Я не знаю, кто такой \(name.excerpt()). Чтобы я узнал человека, он должен мне написать."
            )
        }
    }

    private func transfer(_ error: TransferError) -> String {
        switch error {
        case .notFound:
            say(en: "There is no such transfer.", ru: "Такого перевода нет.")
        }
    }

    private func button(_ error: ButtonError) -> String? {
        switch error {
        case .expired:
            say(
                en: "This button is too old. Please ask again.",
                ru: "Эта кнопка устарела. Повторите, пожалуйста, команду."
            )
        case .notGenuine, .malformed, .withoutAction:
            say(
                en: "This button is not meant for you. /help lists what I can do.",
                ru: "Эта кнопка не для вас. /help перечислит всё, что я умею."
            )
        case .tooLong: nil
        }
    }

    private func model(_ error: ModelError) -> String {
        switch error {
        case .notFound, .aspectRatioNotOffered:
            say(
                en: "That is not offered any more. /models shows what is.",
                ru: "Этого больше нет. /models покажет, что есть."
            )
        }
    }

    private var nothingOffered: String {
        say(
            en: "There is nothing to paint with at the moment. Please try again later.",
            ru: "Сейчас рисовать нечем. Попробуйте, пожалуйста, позже."
        )
    }
}
