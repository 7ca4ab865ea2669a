import Martlet

extension Conversation {
    /// Everything that the bot can do, in the order of its help.
    init(
        bot: BotName,
        admins: Admins,
        seal: ButtonSeal,
        members: MemberService,
        wallets: WalletService,
        preferences: PreferenceService,
        transfers: TransferService,
        grants: GrantService,
        generations: GenerationService
    ) {
        self.init(
            bot: bot,
            members: members,
            admins: admins,
            seal: seal,
            commands: [
                .start(wallets), .generate(generations, preferences), .models(preferences), .balance(wallets),
                .history(generations), .transfer(transfers), .help,
                .grant(grants), .stats(generations), .pictures(generations, members), .refund(generations),
            ],
            actions: [
                .choose(preferences), .chooseModel(preferences), .chooseRatio(preferences),
                .again(generations, preferences), .show(generations),
                .send(transfers, wallets), .cancel(transfers, wallets),
            ]
        )
    }
}
