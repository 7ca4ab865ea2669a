/// The place in the source code that runs a statement: the statement's name in logs, in errors and on the server.
///
/// `run`, `read`, `write` and their kin take it by default, so nobody writes it.
public struct StatementSite: Sendable, CustomStringConvertible {
    /// The module and the file, for example `Shop/CardService.swift`.
    public let file: StaticString

    /// The function, for example `getOne(_:by:)`.
    public let function: StaticString

    /// Creates a place.
    public init(file: StaticString, function: StaticString) {
        self.file = file
        self.function = function
    }

    /// The name in one line, for example `Shop/CardService.getOne(_:by:)`.
    public var description: String {
        let path = file.description
        return "\(path.hasSuffix(".swift") ? String(path.dropLast(6)) : path).\(function)"
    }

    /// The name as a comment of SQL; an asterisk in it, which could end the comment, becomes an underscore.
    var comment: String {
        "/* \(String(description.map { $0 == "*" ? "_" : $0 })) */ "
    }
}
