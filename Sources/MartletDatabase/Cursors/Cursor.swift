public import MartletPayload

/// A place in a sorted list: behind the last row of a page, which the next page starts after.
///
/// Its text is opaque to clients and safe in a URL. It holds what the row is sorted by, not who may read it: a query names the
/// owner of its rows itself. A text that no cursor has is refused where it is read, by a payload or ``init(text:)``; a cursor
/// of another order is refused when the statement runs, with ``DatabaseError/Code/cursorRefused``.
public struct Cursor: Sendable, Hashable {
    /// The greatest number of characters that a cursor's text has.
    public static let lengthLimit = 2048

    /// The order that the list has, as a number that differs from other orders'.
    let order: Int64

    /// What the row has in the columns of the order.
    let key: [CursorValue]
}

extension Cursor: TextValue {
    /// A cursor of no order.
    public static var placeholder: Cursor { Cursor(order: 0, key: [.null]) }

    /// What the value is called in a message.
    public static var expectation: String { "the cursor of a page that was answered before" }

    /// Reads a cursor's text; nil for any other text.
    public init?(text: String) {
        guard
            text.utf8.count <= Self.lengthLimit,
            let bytes = Base64URL.decode(text),
            let document = String(validating: bytes, as: UTF8.self),
            let words = try? RawJSON(text: document).decode([String].self),
            let order = words.first.flatMap({ Int64($0) })
        else { return nil }
        let key = words.dropFirst().compactMap { CursorValue($0) }
        guard !key.isEmpty, key.count == words.count - 1 else { return nil }
        self.init(order: order, key: key)
        // One text a cursor: another spelling of the same one is not from here.
        guard self.text == text else { return nil }
    }

    /// The text that the next request brings back.
    public var text: String {
        let document = try? RawJSON(encoding: [String(order)] + key.map(\.word))
        return Base64URL.encode(document?.description.utf8 ?? "".utf8)
    }
}

extension Cursor: CustomStringConvertible {
    /// The text.
    public var description: String { text }
}
