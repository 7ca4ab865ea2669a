import Logging
import MartletTelemetry
import Testing

@Suite struct RedactorUnitTests {
    static let bot = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
    static let jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"

    @Test(arguments: [
        (
            "POST https://api.telegram.org/bot\(bot)/sendMessage failed",
            "POST https://api.telegram.org/bot***/sendMessage failed"
        ),
        (bot, "***"),
        ("Authorization: Bearer abc.def-ghi_123", "Authorization: ***"),
        ("sent bearer 0123456789abcdef, then left", "sent bearer ***, then left"),
        ("Basic dXNlcjpwYXNz", "Basic ***"),
        ("token was \(jwt).", "token was ***"),
        ("postgres://shop:hunter2@db:5432/shop", "postgres://shop:***@db:5432/shop"),
        ("postgres://shop:hun/te@r2@db:5432/shop?x=1", "postgres://shop:***@db:5432/shop?x=1"),
        ("redis://:hunter2@cache", "redis://:***@cache"),
        ("https://ghp0123456789@github.com/x", "https://***@github.com/x"),
        ("host=db password=hunter2 user=shop", "host=db password=*** user=shop"),
        ("password = 'hunter 2' next", "password = '***' next"),
        (#"{"api_key": "k-1", "page": 2}"#, #"{"api_key": "***", "page": 2}"#),
        (#"{\"accessToken\":\"k-1\",\"page\":2}"#, #"{\"accessToken\":\"***\",\"page\":2}"#),
        ("GET /hook?token=abc&page=2", "GET /hook?token=***&page=2"),
        ("X-Telegram-Bot-Api-Secret-Token: s3cr", "X-Telegram-Bot-Api-Secret-Token: ***"),
        ("Cookie: a=1; b=2", "Cookie: ***; b=2"),
        ("paid with 4111 1111 1111 1111 12 times", "paid with *** 12 times"),
        ("paid with 4111111111111111", "paid with ***"),
        ("-----BEGIN RSA PRIVATE KEY-----\nMIIE", "***"),
    ])
    func `F-44 S1-39 the shape of a secret is masked`(text: String, masked: String) {
        #expect(Redactor().redacted(text) == masked)
    }

    @Test(arguments: [
        "", "request_completed", "GET /v1/cards/7?page=2&sort=-created_at", "http://127.0.0.1:8080/health", "12:30:45",
        "https://example.com:8080/@someone", "chat 123456789: hello", "update 1795247160000123 done",
        "order 4111111111111112",
        "basic authentication is off", "a uuid 0190c8a1-7c1b-7d2e-8f3a-123456789abc", "token_type=bearer", "eyJ",
        "password=",
        "password=***", "postgres://shop:***@db/shop", "tokenizer: fast", "Привет: мир = 1", "idempotency_key=abc",
    ])
    func `ordinary text stays as it is`(text: String) {
        #expect(Redactor().redacted(text) == text)
    }

    @Test func `F-44 a registered value is masked anywhere, also percent-encoded`() {
        let redactor = Redactor()
        redactor.register("p@ss/w0rd")
        redactor.register("p@ss/w0rd-longer")
        #expect(redactor.redacted("it is p@ss/w0rd!") == "it is ***!")
        #expect(redactor.redacted("p@ss/w0rd-longer") == "***")
        #expect(redactor.redacted("up@ss/w0rdp@ss/w0rd") == "u******")
        #expect(redactor.redacted("db://u/p%40ss%2Fw0rd") == "db://u/***")
        #expect(redactor.redacted("p@ss/w0r") == "p@ss/w0r")
    }

    @Test func `a value too short to be a secret is not registered`() {
        let redactor = Redactor()
        redactor.register("")
        redactor.register("12345")
        #expect(redactor.redacted("12345") == "12345")
    }

    @Test func `the registry is bounded and forgets the oldest`() {
        let redactor = Redactor()
        for number in 0..<300 { redactor.register("secret-value-\(1000 + number)") }
        #expect(redactor.redacted("secret-value-1299") == "***")
        #expect(redactor.redacted("secret-value-1000") == "secret-value-1000")
    }
}
