extension SQL {
    /// What the text of a statement depends on, without its values: equal shapes have equal texts in one dialect.
    ///
    /// Engines key their caches of prepared statements with it. A literal counts by its address, so that no text is
    /// built or compared to find a prepared statement.
    public struct Shape: Sendable, Hashable {
        private var words: [UInt] = []

        /// Mixes the words, once for all caches that are asked.
        private var digest: UInt = 0

        /// Creates the shape of a statement.
        public init(_ sql: SQL) {
            words.reserveCapacity(sql.segments.count * 2 + 12)
            if let site = sql.site {
                add(site.file)
                add(site.function)
            }
            for segment in sql.segments {
                switch segment {
                case .literal(let literal): add(literal)
                case .placeholder: add(1)
                case .columns(let names):
                    add(2)
                    for name in names { add(name) }
                    add(3)
                case .rows(let count, let columns):
                    add(5)
                    add(UInt(count))
                    add(UInt(columns))
                case .table(let table):
                    add(6)
                    add(table.name)
                    for (name, type) in zip(table.columns, table.types) {
                        add(name)
                        add(UInt(bitPattern: type.hashValue))
                    }
                    add(3)
                case .fragment(let fragment):
                    add(4)
                    add(UInt(bitPattern: fragment.hashValue))
                }
            }
        }

        /// Compares the texts; most that differ already differ in their digests.
        public static func == (one: Shape, other: Shape) -> Bool {
            one.digest == other.digest && one.words == other.words
        }

        /// Adds the digest, which stands for all of the text.
        public func hash(into hasher: inout Hasher) {
            hasher.combine(digest)
        }

        private mutating func add(_ text: StaticString) {
            let (address, length) = text.identity
            add(address)
            add(length)
        }

        private mutating func add(_ word: UInt) {
            words.append(word)
            // The addresses of a program's texts differ in a few bits only; a multiplication and a shift spread them.
            digest = (digest ^ word) &* 0x9E37_79B9_7F4A_7C15
            digest ^= digest >> 29
        }
    }
}
