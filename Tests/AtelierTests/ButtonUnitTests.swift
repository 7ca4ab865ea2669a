@testable import Atelier
import Martlet
import MartletTesting
import Testing

/// What buttons carry: 64 bytes, sealed for one person and a time.
@Suite struct ButtonUnitTests {
    private let seal = ButtonSeal(token: Secret(TelegramDouble.token))
    private let clock = TestClock()
    private static let ada: Int64 = 7

    /// The largest parameter there is: a generation's id under the longest action, with a person's largest id.
    private static let largest = "again:\(ID<Generation>())"

    @Test(arguments: ["cancel:", "ratio:16:9", "a:b:c", largest, "model:" + String(repeating: "x", count: 42)])
    func `S0-44 what is sealed is opened by the same person, in 64 bytes at most`(text: String) throws {
        try at(clock) {
            for person in [1, Self.ada, Int64.max] {
                let closed = try seal.close(ButtonData(parsing: text), for: person, until: clock.now + .seconds(60))
                #expect(closed.utf8.count <= 64 && closed.utf8.count == text.utf8.count + 16)
                #expect(closed.utf8.allSatisfy { (0x21...0x7E).contains($0) })
                #expect(try seal.open(closed, pressedBy: person).description == text)
            }
        }
    }

    @Test func `S0-44 F-47 the parameter is everything behind the first colon`() throws {
        let data = try ButtonData(parsing: "a:b:c")
        #expect(data.action == "a" && data.parameter == "b:c")
        #expect(try ButtonData(parsing: "a:").parameter == "")
    }

    @Test(arguments: [
        ("gen", ButtonError.malformed), ("", .malformed), (":b", .withoutAction), (":", .withoutAction),
        ("::c", .withoutAction),
    ])
    func `S0-44 F-47 what has no colon or no action is a typed error`(text: String, error: ButtonError) {
        #expect(throws: error) { try ButtonData(parsing: text) }
    }

    @Test func `S0-43 F-48 a button has an action, with no colon in it`() {
        #expect(throws: ButtonError.withoutAction) { try ButtonData("", "b") }
        #expect(throws: ButtonError.malformed) { try ButtonData("a:b", "c") }
    }

    @Test func `F-47 a button that needs more than 64 bytes cannot be made`() throws {
        let fits = try ButtonData("show", String(repeating: "é", count: 21) + "x")
        #expect(try seal.close(fits, for: 7, until: .max).utf8.count == 64)
        let tooLong = try ButtonData("show", String(repeating: "é", count: 22))
        #expect(throws: ButtonError.tooLong(49)) { try seal.close(tooLong, for: 7, until: .max) }
    }

    @Test func `S0-44 a button with any byte changed, cut or added is refused`() throws {
        try at(clock) {
            let closed = try seal.close(ButtonData("send", "42"), for: Self.ada, until: clock.now + .seconds(60))
            let bytes = Array(closed.utf8)
            for index in bytes.indices {
                for bit in 0..<8 {
                    var forged = bytes
                    forged[index] ^= 1 << bit
                    expectRefusal(of: String(decoding: forged, as: UTF8.self))
                }
            }
            for count in 0..<bytes.count { expectRefusal(of: String(decoding: bytes.prefix(count), as: UTF8.self)) }
            for more in ["x", "=", "\0", " "] {
                expectRefusal(of: closed + more)
                expectRefusal(of: more + closed)
            }
            expectRefusal(of: "send:42")
            expectRefusal(of: String(repeating: "x", count: 100_000))
        }
    }

    @Test func `S0-44 a button of somebody else or of another bot is refused`() throws {
        try at(clock) {
            let data = try ButtonData("send", "42")
            let expiry = clock.now + .seconds(60)
            let closed = try seal.close(data, for: Self.ada, until: expiry)
            for person in [0, 6, 8, -7, Int64.max] {
                #expect(throws: ButtonError.notGenuine) { try seal.open(closed, pressedBy: person) }
            }
            let other = try ButtonSeal(token: Secret("1:other")).close(data, for: Self.ada, until: expiry)
            #expect(throws: ButtonError.notGenuine) { try seal.open(other, pressedBy: Self.ada) }
            let again = try ButtonSeal(token: Secret(TelegramDouble.token)).open(closed, pressedBy: Self.ada)
            #expect(again == data, "a restart does not spoil buttons")
        }
    }

    @Test func `S0-44 a button can be pressed until its time is over, and not longer`() throws {
        try at(clock) {
            let closed = try seal.close(ButtonData("send", "42"), for: Self.ada, until: clock.now + .seconds(60))
            clock.advance(by: .seconds(59))
            #expect(try seal.open(closed, pressedBy: Self.ada).parameter == "42")
            clock.advance(by: .seconds(1))
            #expect(throws: ButtonError.expired) { try seal.open(closed, pressedBy: Self.ada) }
            #expect(throws: ButtonError.notGenuine) { try seal.open(closed, pressedBy: 8) }
        }
    }

    @Test func `S0-43 a menu has a row for each button, and each button one action`() throws {
        let menu = InlineKeyboard(menu: [InlineButton("1:1", data: "a"), InlineButton("16:9", data: "b")])
        #expect(menu.rows.map { $0.map(\.label) } == [["1:1"], ["16:9"]])
        #expect(
            try RawJSON(encoding: menu).description == """
                {"inline_keyboard":[[{"text":"1:1","callback_data":"a"}],[{"text":"16:9","callback_data":"b"}]]}
                """
        )
    }

    private func expectRefusal(of text: String, at location: SourceLocation = #_sourceLocation) {
        #expect(throws: ButtonError.self, sourceLocation: location) { try seal.open(text, pressedBy: Self.ada) }
    }

    private func at(_ clock: TestClock, _ body: () throws -> Void) rethrows {
        var context = Context.current
        context.clock = clock
        try context.run(body)
    }
}

extension Instant {
    fileprivate static let max = Instant(microseconds: .max)
}
