import Testing

@testable import MartletHTTP

@Suite struct URLTextUnitTests {
    @Test(arguments: [
        ("plain", "plain"), ("a%20b", "a b"), ("%D1%88", "ш"), ("a+b", "a+b"), ("%2F", "/"), ("", ""),
    ])
    func `percent signs are decoded`(text: String, decoded: String) {
        #expect(URLText.decoded(text[...]) == decoded)
    }

    @Test(arguments: ["%", "%4", "%zz", "%ff", "%C3"])
    func `what is malformed or not UTF-8 is refused`(text: String) {
        #expect(URLText.decoded(text[...]) == nil)
    }

    @Test func `a query's pairs are decoded in their order, and plus signs are spaces`() {
        var pairs: [String] = []
        let isWellFormed = URLText.forEachPair(in: "a=1&b=x+y&a=%32&c&d=e=f&") { pairs.append("\($0):\($1)") }
        #expect(isWellFormed)
        #expect(pairs == ["a:1", "b:x y", "a:2", "c:", "d:e=f"])
    }
}
