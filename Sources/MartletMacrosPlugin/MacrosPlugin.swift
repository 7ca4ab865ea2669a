import SwiftCompilerPlugin
import SwiftSyntaxMacros

/// The program that the compiler asks for what the macros write.
@main struct MacrosPlugin: CompilerPlugin {
    let providingMacros: [any Macro.Type] = [RecordMacro.self, ColumnMacro.self]
}
