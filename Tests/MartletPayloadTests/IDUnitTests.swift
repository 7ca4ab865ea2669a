import MartletContext
import MartletPayload
import NIOCore
import Testing

@Suite struct IDUnitTests {
    @Test
    func `an id has the canonical text of a UUID and reads it back`() {
        let id = ID<Card>(bits: 0x0123_4567_89AB_7DEF_8123_4567_89AB_CDEF)
        #expect(id.description == "01234567-89ab-7def-8123-456789abcdef")
        #expect(ID("01234567-89ab-7def-8123-456789abcdef") == id)
        #expect(ID("01234567-89AB-7DEF-8123-456789ABCDEF") == id)
        #expect(id.text == id.description)
    }

    @Test(arguments: [
        "", "0", "0123456789ab7def8123456789abcdef", "01234567-89ab-7def-8123-456789abcde",
        "01234567-89ab-7def-8123-456789abcdef0",
        "{01234567-89ab-7def-8123-456789abcdef}", "01234567-89ab-7def-8123-456789abcdeg",
        "01234567x89ab-7def-8123-456789abcdef",
        " 01234567-89ab-7def-8123-456789abcdef", "0123456-789ab-7def-8123-456789abcdef",
        "٠1234567-89ab-7def-8123-456789abcdef",
    ])
    func `another text is no id`(_ text: String) {
        #expect(ID<Card>(text) == nil)
        #expect(decoded(ID<Card>.self, "\"\(text)\"").issues == [" format"])
    }

    @Test
    func `a new id comes from the context and sorts by time`() {
        var context = Context(clock: Fixed(now: Instant(microseconds: 1_000_000)), randomness: SeededRandom(seed: 1))
        let first = context.run { ID<Card>() }
        let second = context.run { ID<Card>() }
        #expect(first != second)
        context.clock = Fixed(now: Instant(microseconds: 2_000_000))
        let later = context.run { ID<Card>() }
        #expect(first < later && second < later)
        #expect(later.description.hasPrefix("00000000-07d0-7"))
    }

    @Test
    func `an id of one thing is not an id of another`() {
        #expect(ID<Card>.self != ID<Tree>.self)
        #expect(decoded(ID<Card>.self, "7").issues == [" type"])
    }

    struct Fixed: TimeSource {
        let now: Instant
        var uptime: Duration { .zero }
        func sleep(until uptime: Duration) async throws {}
    }
}
