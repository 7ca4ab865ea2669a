import MartletPayload
import Testing

@Suite struct SecretUnitTests {
    @Test
    func `F-44 a secret prints as asterisks and masks show eight characters of long texts only`() {
        let token = Secret("123456789:AAbbccddeeffgghhiijj")
        #expect("\(token)" == "***")
        #expect(token.masked == "12345678***")
        #expect(Secret("12345678901234567890123").masked == "***")
        #expect(token.reveal() == "123456789:AAbbccddeeffgghhiijj")
    }
}
