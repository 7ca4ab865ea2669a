import CLibpq

/// The numbers of the server's own types, which never change.
enum TypeID {
    static let boolean: Oid = 16
    static let bytes: Oid = 17
    static let int8: Oid = 20
    static let int2: Oid = 21
    static let int4: Oid = 23
    static let oid: Oid = 26
    static let float4: Oid = 700
    static let float8: Oid = 701
    static let instant: Oid = 1184
    static let uuid: Oid = 2950
    static let jsonb: Oid = 3802

    /// The server's epoch, 2000-01-01, in microseconds since 1970-01-01.
    static let epoch: Int64 = 946_684_800_000_000
}
