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
            words.reserveCapacity(sql.segments.count * 2)
            for segment in sql.segments {
                switch segment {
                case .literal(let literal): words.append(contentsOf: literal.identity)
                case .placeholder: words.append(1)
                case .columns(let names):
                    words.append(2)
                    for name in names { words.append(contentsOf: name.identity) }
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
