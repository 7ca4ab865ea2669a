import CLibpq
import MartletContext
import MartletDatabase

/// The values of one execution as libpq takes them.
///
/// Values whose type is certain travel in binary form with their type. Text travels as text of no declared type, so that
/// the server takes it for what the place wants: text, an enumeration, a date.
struct ParameterList {
    /// The type of a value that the server has to infer.
    static let anyType: Oid = 0

    /// The types, in order.
    private(set) var types: [Oid] = []

    private var bytes: [UInt8] = []
    private var starts: [Int?] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []

    init(_ values: [DatabaseValue]) throws {
        types.reserveCapacity(values.count)
        for value in values { try add(value) }
    }

    /// Hands the execution of a prepared statement to libpq.
    func send(_ name: String, on handle: OpaquePointer) -> Int32 {
        unsafe bytes.withUnsafeBytes { bytes in
            let base = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            let pointers = unsafe starts.map { start in unsafe start.flatMap { unsafe base?.advanced(by: $0) } }
            return unsafe pointers.withUnsafeBufferPointer { pointers in
                unsafe lengths.withUnsafeBufferPointer { lengths in
                    unsafe formats.withUnsafeBufferPointer { formats in
                        unsafe PQsendQueryPrepared(
                            handle,
                            name,
                            Int32(pointers.count),
                            pointers.baseAddress,
                            lengths.baseAddress,
                            formats.baseAddress,
                            0
                        )
                    }
                }
            }
        }
    }

    private mutating func add(_ value: DatabaseValue) throws {
        switch value {
        case .null:
            types.append(Self.anyType)
            starts.append(nil)
            lengths.append(0)
            formats.append(0)
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
        }
    }

    private mutating func number(_ number: some FixedWidthInteger, _ type: Oid) {
        var bigEndian = number.bigEndian
        unsafe withUnsafeBytes(of: &bigEndian) { unsafe binary($0, type) }
    }

    private mutating func binary(_ content: some Collection<UInt8>, _ type: Oid) {
        types.append(type)
        starts.append(bytes.count)
        lengths.append(Int32(clamping: content.count))
        formats.append(1)
        bytes.append(contentsOf: content)
        // One byte more, so that an empty value has an address too.
        bytes.append(0)
    }

    private mutating func text(_ text: String, _ type: Oid) throws {
        guard !text.utf8.contains(0) else {
            throw DatabaseError(.statement, "Text with a zero character cannot be stored in PostgreSQL.")
        }
        types.append(type)
        starts.append(bytes.count)
        lengths.append(0)
        formats.append(0)
        bytes.append(contentsOf: text.utf8)
        bytes.append(0)
    }
}
