import MartletPayload
import Testing

@Suite struct SecretUnitTests {
    private let token = Secret("123456789:AAbbccddeeffgghhiijj")

    @Test
    func `S0-26 a secret prints, reflects and dumps as asterisks`() {
        #expect("\(token)" == "***")
        #expect(String(reflecting: token) == "***")
        #expect("\([token])" == "[***]")
        #expect("\(["token": token])" == #"["token": ***]"#)
        var text = ""
        dump(token, to: &text)
        #expect(!text.contains("1234"))
        #expect(token.reveal() == "123456789:AAbbccddeeffgghhiijj")
    }

    @Test(arguments: [
        ("", "***"), ("12345678", "***"), ("12345678901234567890123", "***"),
        ("123456789012345678901234", "12345678***"),
    ])
    func `F-44 the masked form shows eight characters of texts of 24 or more only`(_ text: String, _ masked: String) {
        #expect(Secret(text).masked == masked)
    }

    @Test
    func `secrets are equal when their texts are`() {
        #expect(Secret("abc") == Secret("abc"))
        #expect(Secret("abc") != Secret("abd"))
        #expect(Secret("abc") != Secret("abcd"))
        #expect(Secret("") == Secret(""))
        #expect(Secret("é") != Secret("e\u{301}"))
    }
}
