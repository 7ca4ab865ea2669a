/// The Swift file of a migration that is still to be written.
struct MigrationFile {
    /// What the migration does, in a few words.
    let name: String

    /// The migration's number.
    let number: Int

    /// Tells whether a text can name a migration, its file and its constant.
    static func isName(_ text: String) -> Bool {
        (1...80).contains(text.utf8.count) && text.first?.isLetter == true
            && text.utf8.allSatisfy { byte in
                byte == UInt8(ascii: " ") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            }
    }

    /// The name of the constant that holds the migration.
    var constant: String {
        let words = name.split(separator: " ").map { $0.lowercased() }
        return words.prefix(1).joined() + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    /// The name of the file.
    var fileName: String {
        "Migration+\(constant.prefix(1).uppercased() + constant.dropFirst()).swift"
    }

    /// What stands in the file.
    var text: String {
        """
        import Martlet

        extension Migration {
            /// \(name.prefix(1).uppercased() + name.dropFirst()).
            static let \(constant) = Migration(
                \(number),
                "\(name)",
                up: [
                    // Statements that can be run again, such as CREATE TABLE IF NOT EXISTS.
                ],
                down: [
                    // What undoes them.
                ]
            )
        }

        """
    }
}
