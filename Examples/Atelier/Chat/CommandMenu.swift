import Logging
import Martlet

/// Puts the commands into Telegram's menu, once at the start and in every language; without them the bot works as well.
struct CommandMenu: Component {
    let telegram: TelegramAPI
    let commands: [Command]

    private static let patience = RetryPolicy(attempts: 5, backoff: .exponential(from: .seconds(2), cap: .seconds(60)))

    func run() async throws {
        do {
            for language in Language.allCases {
                try await Self.patience.run("telegram.setMyCommands") { _ in
                    // People whose language the bot does not speak get the same as those who speak English.
                    try await telegram.setMyCommands(
                        Self.menu(of: commands, in: language),
                        language: language == .en ? nil : language.rawValue
                    )
                }
            }
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            Context.current.logger.warning("command_menu_missing", metadata: ["reason": "\(error)"])
        }
    }

    /// The commands that exist for everybody.
    static func menu(of commands: [Command], in language: Language) -> [BotCommand] {
        commands.filter { $0.audience == .everyone }.map { command in
            BotCommand(name: command.name, about: command.about(Texts(language)))
        }
    }
}
