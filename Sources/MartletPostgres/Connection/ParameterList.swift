import CLibpq
import MartletContext
import MartletDatabase

/// The values of one execution as libpq takes them.
///
/// Values whose type is certain travel in binary form with their type. Text travels as text of no declared type, so that
/// the server takes it for what the place wants: text, an enumeration, a date.
struct ParameterList: Sendable {
    /// The type of a value that the server has to infer.
    static let anyType: Oid = 0

    /// The greatest number of values that the protocol takes.
    private static let limit = 65_535

    /// The error for text that the server cannot store.
    static let zeroCharacter = DatabaseError(
        .statement,
        "Text with a zero character cannot be stored in PostgreSQL."
    )

    /// Where a value lies in the bytes; nowhere when there is none.
    private struct Place {
        let start: Int
        let length: Int32
        let isBinary: Bool

        static let none = Place(start: -1, length: 0, isBinary: false)
    }

    /// The types, in order.
    private(set) var types: [Oid] = []

    private var places: [Place] = []
    private var bytes: [UInt8] = []

    init(_ values: [DatabaseValue]) throws {
        guard values.count <= Self.limit else {
            throw DatabaseError(.statement, "A statement takes at most \(Self.limit) values, not \(values.count).")
        }
        types.reserveCapacity(values.count)
        places.reserveCapacity(values.count)
        bytes.reserveCapacity(values.count * 16)
        for value in values { try add(value) }
    }

    /// The size of all values.
    var byteCount: Int { bytes.count }

    /// Hands the execution of a prepared statement to libpq.
    func send(_ statement: PreparedStatement, on handle: OpaquePointer) -> Int32 {
        let count = places.count
        guard count > 0 else { return unsafe Self.send(statement, 0, nil, nil, nil, on: handle) }
        return unsafe bytes.withUnsafeBytes { bytes in
            let base = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            return unsafe withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: count) { pointers in
                unsafe withUnsafeTemporaryAllocation(of: Int32.self, capacity: count * 2) { numbers in
                    for (position, place) in places.enumerated() {
                        let start = unsafe place.start < 0 ? nil : base?.advanced(by: place.start)
                        unsafe pointers.initializeElement(at: position, to: start)
                        unsafe numbers.initializeElement(at: position, to: place.length)
                        unsafe numbers.initializeElement(at: count + position, to: place.isBinary ? 1 : 0)
                    }
                    let lengths = numbers.baseAddress
                    let formats = unsafe lengths?.advanced(by: count)
                    let values = pointers.baseAddress
                    return unsafe Self.send(statement, Int32(count), values, lengths, formats, on: handle)
                }
            }
        }
    }

    private static func send(
        _ statement: PreparedStatement,
        _ count: Int32,
        _ values: UnsafePointer<UnsafePointer<CChar>?>?,
        _ lengths: UnsafePointer<Int32>?,
        _ formats: UnsafePointer<Int32>?,
        on handle: OpaquePointer
    ) -> Int32 {
        guard let text = statement.text else {
            return unsafe PQsendQueryPrepared(handle, statement.name, count, values, lengths, formats, 0)
        }
        return unsafe statement.types.withUnsafeBufferPointer { types in
            unsafe PQsendQueryParams(handle, text, count, types.baseAddress, values, lengths, formats, 0)
        }
    }

    private mutating func add(_ value: DatabaseValue) throws {
        switch value {
        case .null:
            types.append(Self.anyType)
            places.append(.none)
        case .integer(let integer): number(UInt64(bitPattern: integer), TypeID.int8)
        case .real(let real): number(real.bitPattern, TypeID.float8)
        case .boolean(let boolean): binary(CollectionOfOne(boolean ? 1 : 0), TypeID.boolean)
        case .bytes(let array): binary(array, TypeID.bytes)
        case .id(let bits): number(bits, TypeID.uuid)
        case .instant(let instant):
            let microseconds = instant.microseconds.subtractingReportingOverflow(TypeID.epoch)
            guard !microseconds.overflow else {
                throw DatabaseError(.statement, "An instant lies outside of what PostgreSQL can store.")
            }
            number(UInt64(bitPattern: microseconds.partialValue), TypeID.instant)
        case .text(let text): try self.text(text, Self.anyType)
        case .json(let text): try self.text(text, TypeID.jsonb)
        case .pattern(let pattern): try self.text(pattern.text(in: .postgres), Self.anyType)
        }
    }

    private mutating func number(_ number: some FixedWidthInteger, _ type: Oid) {
        var bigEndian = number.bigEndian
        unsafe withUnsafeBytes(of: &bigEndian) { unsafe binary($0, type) }
    }

    private mutating func binary(_ content: some Collection<UInt8>, _ type: Oid) {
        types.append(type)
        places.append(Place(start: bytes.count, length: Int32(clamping: content.count), isBinary: true))
        bytes.append(contentsOf: content)
        // One byte more, so that an empty value has an address too.
        bytes.append(0)
    }

    private mutating func text(_ text: String, _ type: Oid) throws {
        guard !text.utf8.contains(0) else { throw Self.zeroCharacter }
        types.append(type)
        places.append(Place(start: bytes.count, length: 0, isBinary: false))
        bytes.append(contentsOf: text.utf8)
        bytes.append(0)
    }
}
