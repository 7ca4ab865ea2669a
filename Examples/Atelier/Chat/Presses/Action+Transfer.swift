import Martlet

extension Action {
    /// `send`: sends what was proposed, once.
    static func send(_ transfers: TransferService, _ wallets: WalletService) -> Action {
        Action("send") { press in
            let decision = try await transfers.send(press.transfer, by: press.member, job: press.job)
            return try await press.reply(to: decision, wallets)
        }
    }

    /// `cancel`: gives up what was proposed.
    static func cancel(_ transfers: TransferService, _ wallets: WalletService) -> Action {
        Action("cancel") { press in
            let decision = try await transfers.cancel(press.transfer, by: press.member, job: press.job)
            return try await press.reply(to: decision, wallets)
        }
    }
}

extension InlineKeyboard {
    /// The buttons that decide a transfer.
    static func transfer(_ id: ID<Transfer>, _ texts: Texts, _ buttons: ButtonMaker) throws -> InlineKeyboard {
        InlineKeyboard(rows: [
            [
                try buttons.button(texts.send, "send", id, lasting: TransferService.patience),
                try buttons.button(texts.cancel, "cancel", id, lasting: TransferService.patience),
            ]
        ])
    }
}

extension Press {
    fileprivate var transfer: ID<Transfer> {
        get throws {
            guard let id = ID<Transfer>(parameter) else { throw ButtonError.malformed }
            return id
        }
    }

    /// Says what was decided, now or before; either way the message has no buttons any more.
    fileprivate func reply(to decision: TransferService.Decision, _ wallets: WalletService) async throws -> PressReply {
        switch decision.outcome {
        case .cancelled:
            return PressReply(
                .edit(Reply(texts.cancelled(decision.amount, to: decision.receiver))),
                notice: decision.isOld ? texts.alreadyCancelled : texts.cancelledNotice
            )
        case .sent:
            let left = try await wallets.balance(of: member).available
            return PressReply(
                .edit(Reply(texts.sent(decision.amount, to: decision.receiver, left: left))),
                notice: decision.isOld ? texts.alreadySent : texts.sentNotice
            )
        }
    }
}
