@testable import Atelier
import Martlet
import Testing

@Suite struct ConversationUnitTests {
    @Test(arguments: ["/start", "/start@AtelierBot", "/start now", "/start\nnow", " /start"])
    func `a command is known with the bot's name behind it, as in groups, and with words behind it`(
        text: String
    ) throws {
        #expect(try conversation.answer(to: text, from: nil).hasPrefix("Hello!"))
    }

    @Test(arguments: ["", "start", "/starting", "@AtelierBot /start", "/", "@"])
    func `everything else is answered with what to do next`(text: String) throws {
        #expect(try conversation.answer(to: text, from: nil).contains("/help"))
        #expect(try !conversation.answer(to: text, from: nil).hasPrefix("Hello"))
    }

    private var conversation: Conversation {
        get throws { Conversation(admins: try Admins(Settings(SettingSources(variables: [:])))) }
    }
}
