public import MartletContext

/// One row's values as the engine hands them over; reused from row to row.
///
/// Not `Sendable`: it belongs to the thread that runs the statement.
public final class RowBuffer {
    /// The names of the columns, in order.
    public let columns: [String]

    private(set) var cells: [Cell] = []
    private(set) var bytes: [UInt8] = []
    private var cursor = 0

    /// A column's value; text and bytes lie in the buffer's ``bytes``.
    enum Cell {
        case null
        case integer(Int64)
        case real(Double)
        case instant(Instant)
        case text(Range<Int>)
        case bytes(Range<Int>)
    }

    /// Creates a buffer for rows of the named columns.
    public init(columns: [String]) {
        self.columns = columns
        cells.reserveCapacity(columns.count)
    }

    /// Adds the next column's value: none.
    public func appendNull() {
        cells.append(.null)
    }

    /// Adds the next column's value: a whole number.
    public func append(_ integer: Int64) {
        cells.append(.integer(integer))
    }

    /// Adds the next column's value: a floating-point number.
    public func append(_ real: Double) {
        cells.append(.real(real))
    }

    /// Adds the next column's value: a point in time.
    public func append(_ instant: Instant) {
        cells.append(.instant(instant))
    }

    /// Adds the next column's value: UTF-8 text.
    public func append(text: UnsafeRawBufferPointer) {
        cells.append(unsafe .text(copy(text)))
    }

    /// Adds the next column's value: raw bytes.
    public func append(bytes: UnsafeRawBufferPointer) {
        cells.append(unsafe .bytes(copy(bytes)))
    }

    /// Adds the next column's value: raw bytes at hand.
    public func append(bytes array: [UInt8]) {
        let start = bytes.count
        bytes.append(contentsOf: array)
        cells.append(.bytes(start..<bytes.count))
    }

    func append(text string: String) {
        let start = bytes.count
        bytes.append(contentsOf: string.utf8)
        cells.append(.text(start..<bytes.count))
    }

    func clear() {
        cells.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
        cursor = 0
    }

    /// Finds a column by name; records read in the order of the columns, so the next one is looked at first.
    func position(of name: StaticString) -> Int? {
        if cursor < columns.count, columns[cursor].equals(name) {
            cursor += 1
            return cursor - 1
        }
        guard let position = columns.firstIndex(where: { $0.equals(name) }) else { return nil }
        cursor = position + 1
        return position
    }

    private func copy(_ source: UnsafeRawBufferPointer) -> Range<Int> {
        let start = bytes.count
        unsafe bytes.append(contentsOf: source)
        return start..<bytes.count
    }
}

extension String {
    fileprivate func equals(_ name: StaticString) -> Bool {
        guard utf8.count == name.utf8CodeUnitCount else { return false }
        return name.withUTF8Buffer { unsafe utf8.elementsEqual($0) }
    }
}

@available(*, unavailable)
extension RowBuffer: Sendable {}
