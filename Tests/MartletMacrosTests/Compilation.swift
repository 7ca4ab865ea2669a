import Foundation
import MartletTesting

/// What the compiler makes of source code with macros: it asks the plugin that stands behind them.
struct Compilation {
    /// Something that a macro refuses.
    struct Refusal: Equatable {
        let line: Int
        let column: Int
        let sentence: String
    }

    /// What the macros wrote.
    let expansions: String

    /// What the macros refused.
    let refusals: [Refusal]

    /// Everything that the compiler said.
    let output: String

    /// Compiles the source code of a module without imports.
    init(of source: String) async throws {
        output = try await Self.compile(source + Self.declarations)
        // A macro's text stands between two lines of hyphens, the first one behind the name of its buffer.
        let parts = output.components(separatedBy: "------------------------------\n")
        expansions =
            zip(parts, parts.dropFirst())
            .filter { name, _ in name.hasSuffix(".swift\n") && name.contains("@__swiftmacro_") }
            .map { $1.trimmingCharacters(in: .newlines) }
            .filter { !$0.isEmpty }
            .joined(separator: "\n")
        refusals = output.matches(of: /(?m)^\S+\.swift:(\d+):(\d+): error: (.+) \(from macro '\w+ ?'\)$/)
            .map { Refusal(line: Int($0.1) ?? 0, column: Int($0.2) ?? 0, sentence: String($0.3)) }
    }

    private static func compile(_ source: String) async throws -> String {
        try await TemporaryDirectory.with { path in
            let folder = URL(filePath: path)
            let file = folder.appending(path: "Shop.swift")
            try source.write(to: file, atomically: false, encoding: .utf8)
            let output = folder.appending(path: "output")
            try Data().write(to: output)
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            let plugin = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
                .appending(path: "MartletMacrosPlugin-tool").path
            process.arguments = [
                "swiftc", "-typecheck", "-swift-version", "6", "-package-name", "shop", "-diagnostic-style", "llvm",
                "-load-plugin-executable", "\(plugin)#MartletMacrosPlugin",
                "-Xfrontend", "-dump-macro-expansions", file.path,
            ]
            let handle = try FileHandle(forWritingTo: output)
            process.standardOutput = handle
            process.standardError = handle
            try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
                process.terminationHandler = { _ in ended.resume() }
                do { try process.run() } catch { ended.resume(throwing: error) }
            }
            return try String(contentsOf: output, encoding: .utf8)
        }
    }

    /// What the macros' own code refers to, and their declarations.
    private static let declarations = """

        public struct Currency: Sendable { public static var rub: Currency { Currency() } }
        public struct Money: Hashable, Sendable {}
        public protocol ColumnReader {
            func read<Value>(_ column: StaticString) throws -> Value
            func read<Value>(_ column: StaticString, currency: StaticString) throws -> Value
            func read<Value>(_ column: StaticString, in currency: Currency) throws -> Value
            func read<Value>(json column: StaticString) throws -> Value
        }
        public protocol RowWriter {
            func write<Value>(_ column: StaticString, _ value: Value)
            func write<Value>(_ column: StaticString, currency: StaticString, _ value: Value)
            func write<Value>(json column: StaticString, _ value: Value)
        }
        public protocol Record { init(reading columns: inout some ColumnReader) throws }
        public protocol RowWritable { func write(to row: inout some RowWriter) }

        @attached(extension, conformances: Record, names: named(init(reading:)), named(write(to:)))
        public macro Record() = #externalMacro(module: "MartletMacrosPlugin", type: "RecordMacro")
        @attached(peer)
        public macro Column(_ name: StaticString) = #externalMacro(module: "MartletMacrosPlugin", type: "ColumnMacro")
        @attached(peer)
        public macro Column(_ name: StaticString? = nil, currency: StaticString) =
            #externalMacro(module: "MartletMacrosPlugin", type: "ColumnMacro")
        @attached(peer)
        public macro Column(_ name: StaticString? = nil, in currency: Currency) =
            #externalMacro(module: "MartletMacrosPlugin", type: "ColumnMacro")
        @attached(peer)
        public macro Column(json name: StaticString) =
            #externalMacro(module: "MartletMacrosPlugin", type: "ColumnMacro")
        """
}
