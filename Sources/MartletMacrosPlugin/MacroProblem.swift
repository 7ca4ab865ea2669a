import SwiftDiagnostics
import SwiftSyntax

/// What keeps a macro from writing code, as a sentence for the one who wrote the declaration.
enum MacroProblem: DiagnosticMessage {
    case notStruct
    case privateToSurroundings(String)
    case nothingToRead
    case conditional
    case noType(String)
    case observed(String)
    case tuple
    case money
    case columnName
    case columnTwice(String)
    case manyAttributes(String)
    case ignoredColumn(String)
    case misplacedColumn

    var message: String {
        switch self {
        case .notStruct:
            "@Record belongs on a struct: a record is the value of one row."
        case .privateToSurroundings(let name):
            "'\(name)' is private to what is around it, where no extension reaches it; make it fileprivate."
        case .nothingToRead:
            "A record reads at least one column, and nothing here is a stored property without a default."
        case .conditional:
            "A record has the same columns in every build; write one with #if by hand."
        case .noType(let name):
            "The type of '\(name)' must be written, because its column is read as that type."
        case .observed(let name):
            "'\(name)' has observers, which do not see what a row brings; a record's property has none."
        case .tuple:
            "A tuple has no column; give each of its parts a property of its own."
        case .money:
            """
            Money names its currency's column, as in @Column(currency: "currency"), or its currency, as in \
            @Column(in: .usd).
            """
        case .columnName:
            "@Column takes the name of a column as a string literal that is not empty."
        case .columnTwice(let name):
            "The column '\(name)' is read twice; every property has columns of its own."
        case .manyAttributes(let name):
            "'\(name)' has more than one @Column."
        case .ignoredColumn(let name):
            "'\(name)' is read from no column: it is static, computed, or has its value already."
        case .misplacedColumn:
            "@Column belongs on a stored property of a struct with @Record."
        }
    }

    var diagnosticID: MessageID {
        MessageID(domain: "MartletMacros", id: String(describing: self))
    }

    var severity: DiagnosticSeverity { .error }

    /// Tells of the problem at a place in the source.
    func at(_ node: some SyntaxProtocol) -> Diagnostic {
        Diagnostic(node: node, message: self)
    }
}
