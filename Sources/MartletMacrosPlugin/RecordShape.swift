import SwiftDiagnostics
import SwiftSyntax

/// What a declaration says about its columns.
struct RecordShape {
    /// A stored property and the arguments that read or write its columns.
    struct Property {
        let identifier: TokenSyntax
        let arguments: String
    }

    private(set) var properties: [Property] = []
    private(set) var problems: [Diagnostic] = []

    private var columns: Set<String> = []

    init(_ declaration: some DeclGroupSyntax) {
        for member in declaration.memberBlock.members {
            if let variable = member.decl.as(VariableDeclSyntax.self) {
                add(variable)
            } else if member.decl.is(IfConfigDeclSyntax.self) {
                problems.append(MacroProblem.conditional.at(member.decl))
            }
        }
        if properties.isEmpty, problems.isEmpty {
            problems.append(MacroProblem.nothingToRead.at(declaration.introducer))
        }
    }

    private mutating func add(_ variable: VariableDeclSyntax) {
        let isStatic = variable.modifiers.contains { $0.name.tokenKind == .keyword(.static) }
        let attributes = variable.attributes.named("Column")
        // The names before one with a type have it, too: `let width, height: Int`.
        var type: TypeSyntax?
        var found: [Property] = []
        for binding in variable.bindings.reversed() {
            type = binding.typeAnnotation?.type ?? type
            guard !isStatic, binding.initializer == nil, !binding.isComputed else {
                ignore(binding, attributes)
                continue
            }
            if let property = property(binding, type, attributes) { found.append(property) }
        }
        properties += found.reversed()
    }

    private mutating func property(
        _ binding: PatternBindingSyntax,
        _ type: TypeSyntax?,
        _ attributes: [AttributeSyntax]
    ) -> Property? {
        guard let identifier = binding.pattern.as(IdentifierPatternSyntax.self)?.identifier else {
            return refuse(.tuple, at: binding.pattern)
        }
        guard binding.accessorBlock == nil else { return refuse(.observed(identifier.name), at: identifier) }
        guard let type else { return refuse(.noType(identifier.name), at: identifier) }
        guard !type.isTuple else { return refuse(.tuple, at: type) }
        guard attributes.count < 2 else { return refuse(.manyAttributes(identifier.name), at: attributes[1]) }
        let column =
            attributes.first.map { ColumnAttribute($0, of: identifier, problems: &problems) }
            ?? ColumnAttribute(of: identifier)
        if attributes.isEmpty, type.isMoney { return refuse(.money, at: identifier) }
        for (name, node) in column.columns where !columns.insert(name.lowercased()).inserted {
            problems.append(MacroProblem.columnTwice(name).at(node))
        }
        return Property(identifier: identifier.trimmed, arguments: column.arguments.joined(separator: ", "))
    }

    private mutating func ignore(_ binding: PatternBindingSyntax, _ attributes: [AttributeSyntax]) {
        guard let attribute = attributes.first else { return }
        problems.append(MacroProblem.ignoredColumn(binding.pattern.trimmedDescription).at(attribute))
    }

    private mutating func refuse(_ problem: MacroProblem, at node: some SyntaxProtocol) -> Property? {
        problems.append(problem.at(node))
        return nil
    }
}

extension PatternBindingSyntax {
    /// Tells whether the property has a getter; observers alone leave it stored.
    fileprivate var isComputed: Bool {
        switch accessorBlock?.accessors {
        case nil: false
        case .getter: true
        case .accessors(let accessors):
            accessors.contains { ![.keyword(.willSet), .keyword(.didSet)].contains($0.accessorSpecifier.tokenKind) }
        }
    }
}

extension TypeSyntax {
    /// Tells whether the type is a tuple, not one type in parentheses or nothing.
    fileprivate var isTuple: Bool {
        (self.as(TupleTypeSyntax.self)?.elements.count).map { $0 != 1 } ?? false
    }

    /// Tells whether the type is an amount, or an optional one.
    fileprivate var isMoney: Bool {
        let type = self.as(OptionalTypeSyntax.self)?.wrappedType ?? self
        return ["Money", "MartletPayload.Money"].contains(type.trimmedDescription)
    }
}
