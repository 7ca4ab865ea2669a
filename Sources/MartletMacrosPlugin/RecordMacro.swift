package import SwiftSyntax
import SwiftSyntaxBuilder
package import SwiftSyntaxMacros

/// Writes what a struct with `@Record` would say by hand, in an extension, so that it keeps its memberwise initializer.
package struct RecordMacro: ExtensionMacro {
    package static func expansion(
        of node: AttributeSyntax,
        attachedTo declaration: some DeclGroupSyntax,
        providingExtensionsOf type: some TypeSyntaxProtocol,
        conformingTo protocols: [TypeSyntax],
        in context: some MacroExpansionContext
    ) throws -> [ExtensionDeclSyntax] {
        guard let record = declaration.as(StructDeclSyntax.self) else {
            context.diagnose(MacroProblem.notStruct.at(declaration.introducer))
            return []
        }
        if !context.lexicalContext.isEmpty,
            record.modifiers.contains(where: { $0.name.tokenKind == .keyword(.private) })
        {
            context.diagnose(MacroProblem.privateToSurroundings(record.name.name).at(record.name))
            return []
        }
        let shape = RecordShape(record)
        guard shape.problems.isEmpty else {
            for problem in shape.problems { context.diagnose(problem) }
            return []
        }
        let access = access(of: record, in: context.lexicalContext)
        let conformance = protocols.isEmpty ? "" : ": Record"
        return [
            try ExtensionDeclSyntax("extension \(type.trimmed)\(raw: conformance)") {
                initializer(access, shape)
                if isWritten(record) { writing(access, shape) }
            }
        ]
    }

    /// The initializer that reads each property's columns.
    private static func initializer(_ access: String, _ shape: RecordShape) -> DeclSyntax {
        let lines = shape.properties.map { property in
            "\(spelling(of: property, besides: "columns")) = try columns.read(\(property.arguments))"
        }
        return """
            \(raw: access)init(reading columns: inout some ColumnReader) throws {
                \(raw: lines.joined(separator: "\n    "))
            }
            """
    }

    /// The function that writes each property's columns.
    private static func writing(_ access: String, _ shape: RecordShape) -> DeclSyntax {
        let lines = shape.properties.map { property in
            "row.write(\(property.arguments), \(spelling(of: property, besides: "row")))"
        }
        return """
            \(raw: access)func write(to row: inout some RowWriter) {
                \(raw: lines.joined(separator: "\n    "))
            }
            """
    }

    /// The property's name; with `self` where the parameter has the same one.
    private static func spelling(of property: RecordShape.Property, besides parameter: String) -> String {
        let name = property.identifier.text
        return property.identifier.name == parameter ? "self.\(name)" : name
    }

    /// Tells whether the struct says that it is `RowWritable`.
    private static func isWritten(_ record: StructDeclSyntax) -> Bool {
        record.inheritanceClause?.inheritedTypes.contains { inherited in
            let parts = inherited.type.as(CompositionTypeSyntax.self)?.elements.map(\.type) ?? [inherited.type]
            return parts.contains { part in
                ["RowWritable", "MartletDatabase.RowWritable"].contains(part.trimmedDescription)
            }
        } ?? false
    }

    /// The access level of the struct, which may be that of an extension around it.
    private static func access(of record: StructDeclSyntax, in surroundings: [Syntax]) -> String {
        let around = surroundings.first?.as(ExtensionDeclSyntax.self)?.modifiers ?? []
        let levels: [Keyword] = [.public, .package, .internal, .fileprivate, .private]
        for modifiers in [record.modifiers, around] {
            for modifier in modifiers {
                guard case .keyword(let level) = modifier.name.tokenKind, levels.contains(level) else { continue }
                return [.public, .package].contains(level) ? "\(modifier.name.text) " : ""
            }
        }
        return ""
    }
}
