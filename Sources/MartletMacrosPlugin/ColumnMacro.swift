package import SwiftSyntax
package import SwiftSyntaxMacros

/// Writes nothing, because `@Record` reads what `@Column` says; refuses one that no record has.
package struct ColumnMacro: PeerMacro {
    package static func expansion(
        of node: AttributeSyntax,
        providingPeersOf declaration: some DeclSyntaxProtocol,
        in context: some MacroExpansionContext
    ) throws -> [DeclSyntax] {
        let attributes = context.lexicalContext.first?.asProtocol((any WithAttributesSyntax).self)?.attributes
        if !declaration.is(VariableDeclSyntax.self) || attributes?.named("Record").isEmpty != false {
            context.diagnose(MacroProblem.misplacedColumn.at(node))
        }
        return []
    }
}
