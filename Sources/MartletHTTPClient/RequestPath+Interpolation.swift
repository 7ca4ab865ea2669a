public import MartletPayload

extension RequestPath {
    /// Collects the parts of a path.
    public struct Interpolation: StringInterpolationProtocol, Sendable {
        private(set) var wire = ""
        private(set) var shown = ""
        private(set) var isValid = true
        private var isInQuery = false

        /// Begins a path.
        public init(literalCapacity: Int, interpolationCount: Int) {
            wire.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        /// Takes a literal part as it is.
        public mutating func appendLiteral(_ literal: String) {
            if !literal.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "#") }) { isValid = false }
            wire += literal
            for character in literal where !isInQuery {
                if character == "?" { isInQuery = true } else { shown.append(character) }
            }
        }

        /// Takes a value, percent-encoded.
        public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            append(value.description, shownAs: nil)
        }

        /// Takes a value that only the wire gets to see, percent-encoded.
        public mutating func appendInterpolation(_ secret: Secret<some CustomStringConvertible & Sendable>) {
            append(secret.reveal().description, shownAs: secret.description)
        }

        private mutating func append(_ value: String, shownAs mask: String?) {
            let encoded = Self.percentEncoded(value)
            if !isInQuery {
                if value.isEmpty || value == "." || value == ".." { isValid = false }
                shown += mask ?? encoded
            }
            wire += encoded
        }

        /// Encodes all but the unreserved characters of RFC 3986 and `:` and `@`, which are plain in paths and queries.
        private static func percentEncoded(_ text: String) -> String {
            var encoded = ""
            for byte in text.utf8 {
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                    UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: ":"), UInt8(ascii: "@"):
                    encoded.unicodeScalars.append(Unicode.Scalar(byte))
                default:
                    let digits = String(byte, radix: 16, uppercase: true)
                    encoded += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
                }
            }
            return encoded
        }
    }
}
