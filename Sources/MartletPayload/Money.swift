/// An amount in the minor units of a currency, such as kopecks or cents; there are no fractions of them.
///
/// Arithmetic throws ``PayloadError`` where amounts of two currencies meet or a result does not fit.
///
/// ```swift
/// let price = Money(minor: 19_900, currency: .rub)
/// let left = try balance - price
/// print(left)  // 301.00 RUB
/// ```
public struct Money: Sendable, Hashable {
    /// The amount in minor units; negative for a debt.
    public let minor: Int64

    /// The currency.
    public let currency: Currency

    /// Creates an amount.
    public init(minor: Int64, currency: Currency) {
        self.minor = minor
        self.currency = currency
    }

    /// Returns no money of a currency.
    public static func zero(_ currency: Currency) -> Money {
        Money(minor: 0, currency: currency)
    }

    /// Adds two amounts.
    public static func + (left: Money, right: Money) throws(PayloadError) -> Money {
        try left.combined(with: right, left.minor.addingReportingOverflow(right.minor))
    }

    /// Subtracts the right amount from the left one.
    public static func - (left: Money, right: Money) throws(PayloadError) -> Money {
        try left.combined(with: right, left.minor.subtractingReportingOverflow(right.minor))
    }

    /// Multiplies an amount by a whole number.
    public static func * (amount: Money, factor: Int64) throws(PayloadError) -> Money {
        try amount.combined(with: amount, amount.minor.multipliedReportingOverflow(by: factor))
    }

    /// Adds amounts of one currency; none add up to zero.
    public static func sum(_ amounts: some Sequence<Money>, in currency: Currency) throws(PayloadError) -> Money {
        var total = zero(currency)
        for amount in amounts { total = try total + amount }
        return total
    }

    /// Tells whether the amount covers another one of the same currency.
    public func covers(_ other: Money) throws(PayloadError) -> Bool {
        try combined(with: other, (minor, false)).minor >= other.minor
    }

    private func combined(
        with other: Money,
        _ result: (partialValue: Int64, overflow: Bool)
    ) throws(PayloadError) -> Money {
        guard currency == other.currency else {
            let message = "\(currency) and \(other.currency) cannot be combined; convert one of them first."
            throw PayloadError(code: .currencyMismatch, message: message)
        }
        guard !result.overflow else {
            throw PayloadError(
                code: .overflow,
                message: "The amount does not fit into 64 bits of \(currency) minor units."
            )
        }
        return Money(minor: result.partialValue, currency: currency)
    }
}

extension Money: CustomStringConvertible {
    /// The amount with the currency's digits and code, for example `301.00 RUB`.
    public var description: String {
        let places = currency.fractionDigits
        var digits = String(minor.magnitude)
        if places > 0 {
            digits = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
            digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -places))
        }
        return "\(minor < 0 ? "-" : "")\(digits) \(currency)"
    }
}

extension Money: Payload {
    /// Reads the amount and the currency.
    public init(reading fields: inout some FieldReader) {
        minor = fields.required("minor", about: "The amount in minor units, such as cents.")
        currency = fields.required("currency", about: "The currency's code of three letters.")
    }

    /// Writes the amount and the currency.
    public func write(to object: inout ObjectWriter) {
        object.field("minor", minor)
        object.field("currency", currency)
    }
}
