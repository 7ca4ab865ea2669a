import ArgumentParser
import Martlet
import MartletPostgres
import MartletSQLite
import StandIns

/// The reference service: a Telegram bot whose updates are durable before they are acknowledged.
@main
struct Atelier: Backend {
    static let version = "0.1.0"
    static let commands: [any AsyncParsableCommand.Type] = [LedgerCommand.self]

    static func assemble(_ settings: Settings) throws -> Assembly {
        let database = try settings.database(.sqlite, .postgres, default: "sqlite://.atelier/atelier.db")
        let telegram = try TelegramSettings(settings)
        let provider = try ProviderSettings(settings, publicURL: telegram.publicURL)
        let admins = try Admins(settings.scoped(to: "admin"))
        let wallets = try WalletService(settings, database: database)
        let members = MemberService(database: database, wallets: wallets)
        let jobs = JobQueue(in: database)
        let generations = GenerationService(database: database, wallets: wallets, jobs: jobs)
        let api = try TelegramAPI(telegram)
        let images = try ProviderAPI(provider)
        let seal = ButtonSeal(token: telegram.token)
        let conversation = Conversation(
            bot: BotName(api),
            admins: admins,
            seal: seal,
            members: members,
            wallets: wallets,
            preferences: PreferenceService(database: database, models: ModelService(database: database)),
            transfers: TransferService(database: database, members: members, wallets: wallets, jobs: jobs),
            grants: GrantService(database: database, members: members, wallets: wallets, jobs: jobs),
            generations: generations
        )
        let intake = UpdateIntake(inbox: Inbox(in: database, jobs: jobs))

        return try Assembly {
            Fact("bot", telegram.token.masked)
            Fact("updates", telegram.source.description)
            Fact("provider", provider.standIn == nil ? provider.apiURL : "stand-in")
            database
            AtelierSchema.migrations
            // Before the workers, which drain first: what they are sending is sent.
            api
            images
            // Every kind of job has slots of its own, sixteen for what people say and four for each of the others, and there
            // are as many as that makes: whoever is silent, no kind waits for another one's. Four looks that are answered
            // are more than the provider allows a second.
            jobs.workers(slots: 44) {
                UpdateHandler(telegram: api, conversation: conversation, jobs: jobs)
                MemberTeller(telegram: api)
                Apologist(telegram: api)
                GenerationStarter(
                    generations: generations,
                    provider: images,
                    telegram: api,
                    callbackURL: provider.callbackURL
                )
                GenerationWatcher(generations: generations, provider: images)
                PaintingShower(generations: generations, telegram: api)
                PictureDeliverer(
                    generations: generations,
                    telegram: api,
                    seal: seal,
                    download: PictureDownload(standIn: provider.pictureURL)
                )
                GenerationReporter(generations: generations, telegram: api, seal: seal)
            }
            CommandMenu(telegram: api, commands: conversation.commands)
            switch telegram.source {
            case .polling: UpdatePoller(telegram: api, intake: intake)
            case .registered(let url): WebhookRegistration(telegram: api, url: url, secret: telegram.webhookSecret)
            case .waiting, .standIn: []
            }
            if let standIn = provider.standIn { standIn }
            try HTTPServer(settings.scoped(to: "http"), healthChecks: [.database(database)]) {
                TelegramRoutes(intake: intake, secret: telegram.webhookSecret)
                GenerationCallbackRoutes(
                    generations: generations,
                    callback: ProviderCallback(key: provider.callbackKey)
                )
                if case .standIn(let standIn) = telegram.source {
                    StandInRoutes(standIn)
                    ChatPageRoutes()
                }
                if let standIn = provider.standIn { ProviderRoutes(standIn) }
            }
            // After the server, so that it drains before it: whoever waits for news is let go, and the server need not wait.
            if case .standIn(let standIn) = telegram.source { standIn }
        }
    }
}
