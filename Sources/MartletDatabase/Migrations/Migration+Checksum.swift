import Crypto

extension Migration {
    /// The SHA-256 of the statements that make the step, in hexadecimal digits; it differs between dialects.
    func checksum(in dialect: Dialect) -> String {
        var hash = SHA256()
        for sql in up where sql.isFor(dialect) {
            hash.update(data: Array(dialect.text(of: sql).utf8))
            hash.update(data: [0])
        }
        return hash.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
