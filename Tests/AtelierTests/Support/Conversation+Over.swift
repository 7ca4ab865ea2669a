@testable import Atelier
import Martlet

extension Conversation {
    /// A conversation over a database, without administrators.
    static func over(_ database: Database, telegram: TelegramAPI, jobs: JobQueue) -> Conversation {
        let wallets = WalletService(database: database)
        let members = MemberService(database: database, wallets: wallets)
        return Conversation(
            bot: BotName(telegram),
            admins: Admins([]),
            seal: ButtonSeal(token: Secret(TelegramDouble.token)),
            members: members,
            wallets: wallets,
            preferences: PreferenceService(database: database, models: ModelService(database: database)),
            transfers: TransferService(database: database, members: members, wallets: wallets, jobs: jobs),
            grants: GrantService(database: database, members: members, wallets: wallets, jobs: jobs),
            generations: GenerationService(database: database, wallets: wallets, jobs: jobs)
        )
    }
}
