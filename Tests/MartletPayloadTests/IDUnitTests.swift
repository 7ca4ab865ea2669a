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
    func `a new id carries the milliseconds of its making in front, so that ids sort by time`() {
        let before = Context.current.clock.now
        let id = Context(randomness: SeededRandom(seed: 1)).run { ID<Card>() }
        let after = Context.current.clock.now
        let milliseconds = Int64(id.bits >> 80)
        #expect((before.microseconds / 1000...after.microseconds / 1000).contains(milliseconds))
        #expect(Array(id.description)[14] == "7")
        #expect(ID<Card>(bits: 1) < ID<Card>(bits: 2))
    }

    @Test
    func `an id of one thing is not an id of another`() {
        #expect(ID<Card>.self != ID<Tree>.self)
        #expect(decoded(ID<Card>.self, "7").issues == [" type"])
    }
}
