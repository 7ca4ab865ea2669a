import CLibpq

/// The columns of a statement's answer: their names, and how their values are read.
final class ResultColumns: Sendable {
    /// How the text of a column's values is read.
    enum Kind {
        case boolean, integer, single, real, bytes, instant, text
    }

    let names: [String]
    let kinds: [Kind]

    init(_ result: QueryResult) {
        let pointer = unsafe result.pointer
        let positions = unsafe 0..<PQnfields(pointer)
        names = positions.map { position in
            unsafe PQfname(pointer, position).map { unsafe String(cString: $0) } ?? ""
        }
        kinds = positions.map { Self.kind(unsafe PQftype(pointer, $0)) }
    }

    private static func kind(_ type: Oid) -> Kind {
        switch type {
        case TypeID.boolean: .boolean
        case TypeID.int2, TypeID.int4, TypeID.int8, TypeID.oid: .integer
        case TypeID.float4: .single
        case TypeID.float8: .real
        case TypeID.bytes: .bytes
        case TypeID.instant: .instant
        default: .text
        }
    }
}
