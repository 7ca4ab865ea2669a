extension SQL {
    /// What the text of a statement depends on, without its values: equal shapes have equal texts in one dialect.
    ///
    /// Engines key their caches of prepared statements with it. A literal counts by its address, so that no text is
    /// built or compared to find a prepared statement.
    public struct Shape: Sendable, Hashable {
        private let words: [UInt]

        /// Creates the shape of a statement.
        public init(_ sql: SQL) {
            var words: [UInt] = []
            words.reserveCapacity(sql.segments.count * 2 + 4)
            if let site = sql.site {
                words.append(contentsOf: site.file.identity)
                words.append(contentsOf: site.function.identity)
            }
            for segment in sql.segments {
                switch segment {
                case .literal(let literal): words.append(contentsOf: literal.identity)
                case .placeholder: words.append(1)
                case .columns(let names):
                    words.append(2)
                    for name in names { words.append(contentsOf: name.identity) }
                    words.append(3)
                case .rows(let count, let columns): words += [5, UInt(count), UInt(columns)]
                case .table(let table):
                    words += [6] + table.name.identity
                    for (name, type) in zip(table.columns, table.types) {
                        words += name.identity + [UInt(bitPattern: type.hashValue)]
                    }
                    words.append(3)
                case .fragment(let fragment):
                    words.append(4)
                    words.append(UInt(bitPattern: fragment.hashValue))
                }
            }
            self.words = words
        }
    }
}
