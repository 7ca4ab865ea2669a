import MartletContext
import MartletPayload
import NIOCore
import Testing

@Suite struct HostileInputUnitTests {
    @Test
    func `S1-22 input cut at any byte is malformed`() throws {
        var random = Randomness(seed: 1)
        var zoo = random.zoo()
        zoo.cards = [Card(title: "é\"\\", assignee: "a@b.cd")]
        let json = try JSON.encode(zoo)
        for length in 0..<json.readableBytes {
            let cut = try #require(json.getSlice(at: 0, length: length))
            #expect(decoded(Zoo.self, cut).isMalformed, "\(length)")
            #expect(decoded(RawJSON.self, cut).isMalformed, "\(length)")
        }
        #expect(decoded(Zoo.self, json).value == zoo)
    }

    @Test
    func `one wrong byte anywhere gives a value or an error, and what is kept is JSON`() throws {
        var random = Randomness(seed: 2)
        let bytes = Array(try JSON.encode(random.zoo()).readableBytesView)
        for index in bytes.indices {
            var broken = bytes
            broken[index] = UInt8(random.below(256))
            let buffer = ByteBuffer(bytes: broken)
            if decoded(Zoo.self, buffer).value != nil { #expect(decoded(RawJSON.self, buffer).value != nil) }
        }
    }

    @Test
    func `twenty thousand random inputs give errors, never a trap`() {
        var random = Randomness(seed: 3)
        let pieces = [
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "d800", "0", "-", "1e", ".", "5", "null", "true", " ",
            "\"c\"", "\"v\"",
            "\u{0}", "é",
        ].map { Array($0.utf8) }
        var accepted = 0
        for round in 0..<20_000 {
            var bytes: [UInt8] = round.isMultiple(of: 2) ? Array("{\"c\":[".utf8) : []
            for _ in 0..<random.below(24) {
                bytes += random.below(8) == 0 ? [UInt8(random.below(256))] : pieces[random.below(pieces.count)]
            }
            let buffer = ByteBuffer(bytes: bytes)
            let isTree = decoded(Tree.self, buffer).value != nil
            let isZoo = decoded(Zoo.self, buffer).value != nil
            let isJSON = decoded(RawJSON.self, buffer).value != nil
            accepted += isJSON ? 1 : 0
            #expect(isJSON || !isTree && !isZoo)
        }
        #expect(accepted > 0)
    }

    @Test(arguments: [#"["#, #"{"c":["#, #"{"":"#, #"[[],"#])
    func `a depth bomb is malformed at once`(_ piece: String) {
        let bomb = ByteBuffer(string: String(repeating: piece, count: 1_000_000))
        #expect(decoded(Tree.self, bomb).isMalformed)
        #expect(decoded(RawJSON.self, bomb).isMalformed)
        #expect(decoded([RawJSON].self, bomb).isMalformed)
    }

    @Test
    func `a hundred thousand keys, or items, give a hundred issues`() {
        let keys = (0..<100_000).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
        #expect(decoded(Zoo.self, "{\(keys)}").error?.issues.count == 100)
        #expect(decoded(Tree.self, "{\(keys)}").error?.isTruncated == true)
        let items = Array(repeating: "1", count: 100_000).joined(separator: ",")
        #expect(decoded([Card].self, "[\(items)]").error?.issues.last?.path == "[99]")
        let same = Array(repeating: "\"c\":[]", count: 100_000).joined(separator: ",")
        #expect(decoded(Tree.self, "{\(same)}").error?.issues.count == 100)
    }

    @Test(arguments: ["\u{FEFF}{}", "{}\u{0}", "\u{0}{}", "{}{}", "{} x"])
    func `marks and bytes around the body are malformed`(_ body: String) {
        #expect(decoded(Tree.self, body).isMalformed)
    }
}
