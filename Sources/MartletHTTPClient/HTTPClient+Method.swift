internal import NIOHTTP1

extension HTTPClient {
    /// What is asked for.
    public struct Method: Sendable, Hashable, CustomStringConvertible {
        /// The method's name on the wire.
        public let description: String

        /// Reads.
        public static let get = Method(description: "GET")

        /// Reads the headers alone.
        public static let head = Method(description: "HEAD")

        /// Has something processed.
        public static let post = Method(description: "POST")

        /// Replaces.
        public static let put = Method(description: "PUT")

        /// Changes a part.
        public static let patch = Method(description: "PATCH")

        /// Removes.
        public static let delete = Method(description: "DELETE")

        /// Whether RFC 9110, chapter 9.2.2, lets the method run twice with the effect of once.
        public var isIdempotent: Bool {
            self != .post && self != .patch
        }

        /// The method as the transport knows it.
        var wire: HTTPMethod {
            HTTPMethod(rawValue: description)
        }
    }
}
