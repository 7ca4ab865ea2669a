import MartletContext

/// The text of one statement and the values bound to it.
///
/// Written as a string literal. What stands in the literal is known at compile time (`StaticString`), so text made at run
/// time cannot become SQL; what is interpolated is bound as a parameter, or is one of the fragments below.
///
/// ```swift
/// let sql: SQL = "UPDATE cards SET title = \(title), changed_at = \(.now) WHERE id = \(id)"
/// ```
public struct SQL: Sendable, ExpressibleByStringInterpolation {
    /// The pieces of the text, in order.
    public private(set) var segments: [Segment]

    /// The values, in the order of their placeholders.
    public private(set) var values: [DatabaseValue]

    /// Where the statement is run; its name on the server, which is told in a comment.
    public package(set) var site: StatementSite?

    /// Why the statement cannot be run: something in it cannot be bound.
    private(set) var flaw: String?

    /// One piece of a statement's text.
    public enum Segment: Sendable {
        /// Text from the source code.
        case literal(StaticString)
        /// The placeholder of the next bound value.
        case placeholder
        /// The names of a record's columns, separated by commas.
        case columns([StaticString])
        /// The placeholders of some rows of as many columns each: `($1, $2), ($3, $4)`.
        case rows(Int, columns: Int)
        /// Rows that one bound JSON document holds, as a table.
        case table(BoundTable)
        /// What the engines spell differently.
        case fragment(Fragment)
    }

    /// Creates a statement from a literal without values.
    public init(stringLiteral literal: StaticString) {
        segments = [.literal(literal)]
        values = []
    }

    /// Creates a statement from an interpolated literal.
    public init(stringInterpolation interpolation: Interpolation) {
        segments = interpolation.segments
        values = interpolation.values
        flaw = interpolation.flaw
    }

    /// Notes why the statement cannot be run; the first reason counts.
    mutating func refuse(_ reason: String) {
        flaw = flaw ?? reason
    }

    /// Collects the pieces and the values of an interpolated literal.
    public struct Interpolation: StringInterpolationProtocol, Sendable {
        var segments: [Segment] = []
        var values: [DatabaseValue] = []
        var flaw: String?

        /// Makes room for the given number of interpolations.
        public init(literalCapacity: Int, interpolationCount: Int) {
            segments.reserveCapacity(interpolationCount * 2 + 1)
            values.reserveCapacity(interpolationCount)
        }

        /// Adds text of the source code.
        public mutating func appendLiteral(_ literal: StaticString) {
            guard literal.utf8CodeUnitCount > 0 else { return }
            segments.append(.literal(literal))
        }

        /// Binds a value.
        public mutating func appendInterpolation(_ value: some ColumnValue) {
            bind(value.databaseValue)
        }

        /// Binds a value, or none.
        public mutating func appendInterpolation(_ value: (some ColumnValue)?) {
            bind(value.databaseValue)
        }

        /// Binds the current time of the context's clock; stores never use the engine's own.
        public mutating func appendInterpolation(_ moment: Moment) {
            bind(.instant(Context.current.clock.now + moment.offset))
        }

        /// Adds a piece of SQL with its values, for example a condition that is made elsewhere.
        public mutating func appendInterpolation(_ sql: SQL) {
            segments += sql.segments
            values += sql.values
            flaw = flaw ?? sql.flaw
        }

        /// Adds a fragment that the engines spell differently.
        public mutating func appendInterpolation(_ fragment: Fragment) {
            segments.append(.fragment(fragment))
        }

        /// Adds a column type of a migration.
        public mutating func appendInterpolation(type: ColumnType) {
            segments.append(.fragment(.type(type)))
        }

        /// Adds the names of a record's columns, separated by commas.
        public mutating func appendInterpolation<Row: Record>(columns: Row.Type) {
            segments.append(.columns(Row.columnNames))
        }

        /// Adds `(a, b) VALUES ($1, $2)` for an insert; at least one column must be given.
        public mutating func appendInterpolation(values row: KeyValuePairs<StaticString, any ColumnValue>) {
            var names: [StaticString] = []
            names.reserveCapacity(row.count)
            segments.reserveCapacity(segments.count + row.count * 2 + 4)
            values.reserveCapacity(values.count + row.count)
            for (name, _) in row { names.append(name) }
            segments += [.literal("("), .columns(names), .literal(") VALUES (")]
            for (position, (_, value)) in row.enumerated() { list(value.databaseValue, at: position) }
            segments.append(.literal(")"))
        }

        /// Adds `IN ($1, $2, …)`; an empty list matches nothing.
        ///
        /// The list is filled up to the next power of two with its last value, so that the number of different
        /// statement texts stays small.
        public mutating func appendInterpolation(in list: some Collection<some ColumnValue>) {
            segments.append(.literal("IN ("))
            var values = list.map(\.databaseValue)
            while values.count & (values.count - 1) != 0, let last = values.last { values.append(last) }
            if values.isEmpty { segments.append(.literal("NULL")) } else { self.list(values) }
            segments.append(.literal(")"))
        }

        private mutating func list(_ values: [DatabaseValue]) {
            for (position, value) in values.enumerated() { list(value, at: position) }
        }

        private mutating func list(_ value: DatabaseValue, at position: Int) {
            if position > 0 { segments.append(.literal(", ")) }
            bind(value)
        }

        mutating func bind(_ value: DatabaseValue) {
            segments.append(.placeholder)
            values.append(value)
        }
    }
}
