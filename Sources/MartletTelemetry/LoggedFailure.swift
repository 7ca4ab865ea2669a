import Logging

/// What a line says of an error: its type, the types of its causes, and its text.
struct LoggedFailure {
    var type: String?
    var causes: [String] = []
    var text: String

    /// Takes the error of a record, else the metadata fields `error` and `error_type`, which it removes.
    init?(_ error: (any Error)?, in metadata: inout Logger.Metadata) {
        guard let error else {
            guard let text = metadata.removeValue(forKey: "error") else { return nil }
            self.text = text.description
            type = metadata.removeValue(forKey: "error_type")?.description
            return
        }
        type = Self.name(of: error)
        text = String(describing: error)
        var cause = Self.cause(of: error)
        while let next = cause, causes.count < 5 {
            causes.append(Self.name(of: next))
            cause = Self.cause(of: next)
        }
    }

    private static func name(of error: any Error) -> String {
        String(describing: Swift.type(of: error))
    }

    /// The error's stored property `underlying`, by which the kit's errors carry their cause.
    private static func cause(of error: any Error) -> (any Error)? {
        Mirror(reflecting: error).children.first { $0.label == "underlying" }?.value as? any Error
    }
}
