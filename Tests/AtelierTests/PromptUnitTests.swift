@testable import Atelier
import Martlet
import Testing

/// Which texts are prompts.
@Suite struct PromptUnitTests {
    @Test func `S0-33 a prompt has 1 to 1000 code points, and the error names the bounds`() throws {
        #expect(try Prompt("x").text == "x")
        for letter in ["x", "ё", "🐦"] {
            let longest = String(repeating: letter, count: 1000)
            #expect(try Prompt(longest).text == longest)
            #expect(throws: PromptError.tooLong(1001)) { try Prompt(longest + letter) }
        }
        // A letter that people see as one is as many as it is made of.
        let family = String(repeating: "👨‍👩‍👧", count: 200)
        #expect(try Prompt(family).text.count == 200)
        #expect(throws: PromptError.tooLong(1005)) { try Prompt(family + "👨‍👩‍👧") }
        #expect(throws: PromptError.empty) { try Prompt("") }
        for error in [PromptError.empty, .tooLong(1001), .controlCharacter] {
            #expect("\(error.problem)".contains("1 to 1000 characters"))
        }
    }

    @Test(arguments: [" ", "\n\t \r\n", "\u{A0}\u{3000}\u{2028}", "\u{200B}", " \u{2060}\u{FEFF} ", "\u{202E}"])
    func `S0-35 what shows nothing is empty`(text: String) {
        #expect(throws: PromptError.empty) { try Prompt(text) }
    }

    @Test func `S0-35 a prompt is taken without the spaces around it, and counts without them`() throws {
        #expect(try Prompt(" \n\u{A0}a  red\nbird\u{3000}\t").text == "a  red\nbird")
        let longest = String(repeating: "x", count: 1000)
        #expect(try Prompt("   \(longest)\n\n").text == longest)
    }

    @Test(arguments: ["\0", "a\0b", "\u{1B}[31mred", "bell\u{7}", "a\u{8}b", "\u{7F}x", "x\u{85}\u{9B}y"])
    func `a control character is refused, wherever it stands`(text: String) {
        let error = #expect(throws: PromptError.self) { try Prompt(text) }
        #expect(error == (text == "\0" ? .empty : .controlCharacter))
    }

    @Test(arguments: ["line\nbreak", "tab\there", "line\r\nbreak", "e\u{301}", "می‌خواهم", "❤️‍🔥"])
    func `what people write is taken as it is`(text: String) throws {
        #expect(try Prompt(text).text == text)
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "'; DROP TABLE generations; --", "a poster that says DROP  TABLE lamps", "%00%0d",
        #"{"model":"x"}"#, "*bold* _it_ [a](tg://user?id=1)",
    ])
    func `S0-34 F-12 nothing is refused for what it reminds of`(text: String) throws {
        #expect(try Prompt(text).text == text)
    }
}
