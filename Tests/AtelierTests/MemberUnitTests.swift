@testable import Atelier
import Martlet
import NIOCore
import Testing

/// What is made of what Telegram says of a person.
@Suite struct MemberUnitTests {
    @Test(arguments: ["ru", "RU", "ru-RU", "ru-"])
    func `a code of Russian chooses Russian, whatever its region and case`(code: String) {
        #expect(Language(code: code) == .ru)
    }

    @Test(arguments: [nil, "", "en", "en-GB", "rue", "de-RU", "_ru"])
    func `another code, or none, chooses English`(code: String?) {
        #expect(Language(code: code) == .en)
    }

    @Test func `a person is read with name and language`() throws {
        let user = try User.sample(id: 1, name: "Ada", username: "ada", language: "ru")
        #expect(user.firstName == "Ada")
        #expect(user.username == "ada")
        #expect(user.languageCode == "ru")
    }

    @Test func `a person is read without anything but an id`() throws {
        let user = try JSON.decode(User.self, from: ByteBuffer(string: #"{"id":1}"#))
        #expect(user.firstName == "")
        #expect(user.username == nil)
        #expect(user.languageCode == nil)
    }

    @Test(arguments: [("Ada_L", "ada_l"), ("@Ada_L", "ada_l"), ("a\0da", "ada")])
    func `a name is kept in lower case, without an @ and what no engine can keep`(given: String, kept: String) throws {
        let values = try Self.values(of: .sample(id: 1, username: given))
        #expect(values[1] == .text(kept))
    }

    @Test(arguments: [nil, "", "@", "\0"])
    func `a name of nothing is kept as none`(given: String?) throws {
        let values = try Self.values(of: .sample(id: 1, username: given))
        #expect(values[1] == .null)
    }

    @Test func `a first name is kept up to 128 characters, none of them split`() throws {
        let name = String(repeating: "я", count: 200)
        let values = try Self.values(of: .sample(id: 1, name: name))
        #expect(values[2] == .text(String(repeating: "я", count: 128)))
    }

    @Test(arguments: Dialect.allCases)
    func `S0-21 an upsert is one statement with a conflict clause on the person's id`(dialect: Dialect) throws {
        let text = try dialect.text(of: MemberStore().upsertOne(.sample(id: 1)).sql)
        #expect(text.hasPrefix("INSERT INTO members"))
        #expect(text.contains("ON CONFLICT (telegram_id) DO UPDATE"))
    }

    private static func values(of user: User) -> [DatabaseValue] {
        MemberStore().upsertOne(user).sql.values
    }
}
