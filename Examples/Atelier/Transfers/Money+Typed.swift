import Martlet

extension Money {
    /// Reads roubles as people type them, exactly: `10`, `10.5` or `10,50`.
    ///
    /// Signs are read too, so that what is wrong with a negative amount can be said. Throws an ``AmountError``, or
    /// ``WalletError/amountTooLarge(limit:)`` for more than fits.
    init(typed text: String) throws {
        let isNegative = text.hasPrefix("-") || text.hasPrefix("−")
        let digits = isNegative ? text.dropFirst() : text[...]
        let parts = digits.split(separator: /[.,]/, maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, !whole.isEmpty, parts.allSatisfy(\.isDigits), parts.last?.isEmpty == false else {
            throw AmountError.unreadable(text)
        }
        let fraction = parts.count == 2 ? parts[1] : ""
        guard fraction.utf8.count <= 2 else { throw AmountError.tooPrecise(text) }
        let padded = fraction + String(repeating: "0", count: 2 - fraction.utf8.count)
        guard let minor = Int64(whole + padded) else { throw WalletError.amountTooLarge(limit: Ledger.limit) }
        self.init(minor: isNegative ? -minor : minor, currency: .rub)
    }
}

/// Why a text is no amount.
enum AmountError: Error, Hashable {
    /// It is no number.
    case unreadable(String)
    /// There is nothing smaller than a kopeck.
    case tooPrecise(String)
}

extension Substring {
    fileprivate var isDigits: Bool {
        utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
