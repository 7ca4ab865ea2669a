import SwiftDiagnostics
import SwiftParser
import SwiftSyntax

/// What an `@Column` says; its arguments are those of `columns.read`.
struct ColumnAttribute {
    /// The arguments as they are handed on, for example `"price", currency: "currency"`.
    private(set) var arguments: [String] = []

    /// The columns that are named, each with its place.
    private(set) var columns: [(name: String, node: Syntax)] = []

    /// Reads an attribute; the name of the property's own column may be left out.
    init(_ attribute: AttributeSyntax, of property: TokenSyntax, problems: inout [Diagnostic]) {
        let list = attribute.arguments?.as(LabeledExprListSyntax.self) ?? []
        if !list.contains(where: { $0.label == nil || $0.label?.text == "json" }) { add(property) }
        for argument in list {
            let label = argument.label.map { "\($0.text): " } ?? ""
            if label != "in: " {
                guard
                    let literal = argument.expression.as(StringLiteralExprSyntax.self),
                    let name = literal.representedLiteralValue, !name.isEmpty
                else {
                    problems.append(MacroProblem.columnName.at(argument.expression))
                    continue
                }
                columns.append((name, Syntax(argument.expression)))
            }
            arguments.append(label + argument.expression.trimmedDescription)
        }
    }

    /// What a property without an attribute says: its own name.
    init(of property: TokenSyntax) {
        add(property)
    }

    private mutating func add(_ property: TokenSyntax) {
        let name = ColumnName.snakeCase(property.name)
        columns.append((name, Syntax(property)))
        arguments.append("\"\(name)\"")
    }
}

extension TokenSyntax {
    /// The name without backticks.
    var name: String {
        identifier?.name ?? text
    }
}

extension AttributeListSyntax {
    /// The attributes of a name, with or without their module's.
    func named(_ name: String) -> [AttributeSyntax] {
        compactMap { element in
            guard case .attribute(let attribute) = element else { return nil }
            let written = attribute.attributeName.trimmedDescription
            return written == name || written == "MartletMacros.\(name)" ? attribute : nil
        }
    }
}
