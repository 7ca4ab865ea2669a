/// A currency by its code of ISO 4217, or the one of Telegram's stars.
public struct Currency: Sendable, Hashable {
    /// The three upper-case letters.
    public let code: String

    /// Takes a code of three upper-case letters; nil for another text.
    public init?(_ code: String) {
        guard code.utf8.count == 3, code.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
        else {
            return nil
        }
        self.code = code
    }

    private init(known code: String) {
        self.code = code
    }

    /// The Russian rouble, in kopecks.
    public static let rub = Currency(known: "RUB")

    /// The United States dollar, in cents.
    public static let usd = Currency(known: "USD")

    /// The euro, in cents.
    public static let eur = Currency(known: "EUR")

    /// Telegram's stars, which have no smaller unit.
    public static let stars = Currency(known: "XTR")

    /// How many decimal digits the minor unit is below the unit that people name.
    public var fractionDigits: Int {
        if Self.withoutFraction.contains(code) { return 0 }
        return Self.withThreeDigits.contains(code) ? 3 : 2
    }

    private static let withoutFraction: Set<String> = [
        "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF",
        "XPF", "XTR",
    ]

    private static let withThreeDigits: Set<String> = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]
}

extension Currency: TextValue, CustomStringConvertible {
    /// The code for tests, `XTS`.
    public static var placeholder: Currency { Currency(known: "XTS") }

    /// What the value is called in a message.
    public static var expectation: String { "a currency code such as EUR" }

    /// Reads a code.
    public init?(text: String) {
        self.init(text)
    }

    /// The code.
    public var text: String { code }

    /// The code.
    public var description: String { code }
}
