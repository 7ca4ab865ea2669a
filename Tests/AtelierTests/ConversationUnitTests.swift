@testable import Atelier
import Martlet
import MartletSQLite
import Testing

@Suite struct ConversationUnitTests {
    @Test(arguments: ["/start", "/start@AtelierBot", "/start now", "/start\nnow", " /start"])
    func `a command is known with the bot's name behind it, as in groups, and with words behind it`(
        text: String
    ) async throws {
        #expect(try await conversation.answer(to: text, from: nil).hasPrefix("Hello!"))
    }

    @Test(arguments: ["", "start", "/starting", "@AtelierBot /start", "/", "@"])
    func `everything else is answered with what to do next`(text: String) async throws {
        let answer = try await conversation.answer(to: text, from: nil)
        #expect(answer.contains("/help"))
        #expect(!answer.hasPrefix("Hello"))
    }

    /// A conversation whose database is never asked.
    private var conversation: Conversation {
        get throws {
            let settings = try Settings(SettingSources(variables: [:]))
            let models = ModelService(database: Database(SQLiteEngine(path: "unopened.db")))
            return Conversation(admins: try Admins(settings), models: models)
        }
    }
}
