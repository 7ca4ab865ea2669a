import MartletPayload
import NIOCore
import Testing

@Suite struct MoneyUnitTests {
    @Test
    func `S0-42 C-25 F-09 an amount is whole minor units and carries its currency`() throws {
        let balance = Money(minor: 50_000, currency: .rub)
        let left = try balance - Money(minor: 19_900, currency: .rub)
        #expect(left == Money(minor: 30_100, currency: .rub))
        #expect(left.description == "301.00 RUB")
        #expect(try JSON.encode(left).text == #"{"minor":30100,"currency":"RUB"}"#)
        #expect(try JSON.decode(Money.self, from: JSON.encode(left)) == left)
        #expect(decoded(Money.self, #"{"minor":1.5,"currency":"RUB"}"#).issues == ["minor type"])
    }

    @Test
    func `amounts of one currency add up`() throws {
        let one = Money(minor: 1, currency: .eur)
        #expect(try Money.sum([one, one, one], in: .eur) == Money(minor: 3, currency: .eur))
        #expect(try Money.sum([], in: .usd) == .zero(.usd))
        #expect(try one * 7 == Money(minor: 7, currency: .eur))
        #expect(try one.covers(one))
        #expect(try !Money.zero(.eur).covers(one))
    }

    @Test
    func `amounts of two currencies do not meet`() {
        let (euro, dollar) = (Money(minor: 1, currency: .eur), Money(minor: 1, currency: .usd))
        let error = #expect(throws: PayloadError.self) { try euro + dollar }
        #expect(error?.code == .currencyMismatch)
        #expect(error?.message == "EUR and USD cannot be combined; convert one of them first.")
        #expect(throws: PayloadError.self) { try euro - dollar }
        #expect(throws: PayloadError.self) { try euro.covers(dollar) }
        #expect(throws: PayloadError.self) { try Money.sum([dollar], in: .eur) }
    }

    @Test
    func `an amount that does not fit is an error`() {
        let most = Money(minor: .max, currency: .rub)
        let least = Money(minor: .min, currency: .rub)
        let one = Money(minor: 1, currency: .rub)
        let error = #expect(throws: PayloadError.self) { try most + one }
        #expect(error?.code == .overflow)
        #expect(error?.message == "The amount does not fit into 64 bits of RUB minor units.")
        #expect(throws: PayloadError.self) { try least - one }
        #expect(throws: PayloadError.self) { try most * 2 }
        #expect(throws: PayloadError.self) { try least * -1 }
    }

    @Test(arguments: [
        (0, "EUR", "0.00 EUR"), (5, "EUR", "0.05 EUR"), (-5, "EUR", "-0.05 EUR"), (12345, "USD", "123.45 USD"),
        (7, "JPY", "7 JPY"),
        (-7, "XTR", "-7 XTR"), (1, "KWD", "0.001 KWD"), (Int64.min, "RUB", "-92233720368547758.08 RUB"),
    ])
    func `an amount prints with the digits of its currency`(_ minor: Int64, _ code: String, _ text: String) throws {
        #expect(Money(minor: minor, currency: try #require(Currency(code))).description == text)
    }

    @Test(arguments: ["", "eu", "EURO", "eur", "E1R", "ЕUR"])
    func `another text is no currency`(_ text: String) {
        #expect(Currency(text) == nil)
        #expect(decoded(Currency.self, "\"\(text)\"").issues == [" format"])
    }

    @Test
    func `a currency is its code`() {
        #expect(Currency.stars.description == "XTR")
        #expect(Currency(text: "EUR") == .eur)
    }
}
