import MartletDatabase

/// What an engine's catalogue says of its tables.
struct SchemaStore: Sendable {
    let dialect: Dialect

    var indexColumns: Statement<[IndexColumn]> {
        switch dialect {
        case .sqlite:
            """
            SELECT tables.name AS table_name, list.name AS index_name, list.partial <> 0 AS is_partial,
                coalesce(info.name, '') AS column_name, info.seqno AS position
            FROM sqlite_schema AS tables
            JOIN pragma_index_list(tables.name) AS list JOIN pragma_index_info(list.name) AS info
            WHERE tables.type = 'table'
            UNION ALL
            SELECT tables.name, 'rowid', 0, max(columns.name), 0
            FROM sqlite_schema AS tables JOIN pragma_table_info(tables.name) AS columns
            WHERE tables.type = 'table' AND columns.pk > 0
            GROUP BY tables.name HAVING count(*) = 1 AND max(upper(columns.type)) = 'INTEGER'
            ORDER BY table_name, index_name, position
            """
        case .postgres:
            """
            SELECT CAST(tables.relname AS TEXT) AS table_name, CAST(indexes.relname AS TEXT) AS index_name,
                pg_index.indpred IS NOT NULL AS is_partial,
                coalesce(CAST(pg_attribute.attname AS TEXT), '') AS column_name
            FROM pg_index
            JOIN pg_class AS tables ON tables.oid = pg_index.indrelid
            JOIN pg_class AS indexes ON indexes.oid = pg_index.indexrelid
            CROSS JOIN LATERAL unnest(pg_index.indkey) WITH ORDINALITY AS keys (number, position)
            LEFT JOIN pg_attribute
                ON pg_attribute.attrelid = tables.oid AND pg_attribute.attnum = keys.number AND keys.number > 0
            WHERE pg_index.indisvalid AND keys.position <= pg_index.indnkeyatts
                AND tables.relnamespace = CAST(current_schema() AS regnamespace)
            ORDER BY table_name, index_name, keys.position
            """
        }
    }

    var foreignKeyColumns: Statement<[ForeignKeyColumn]> {
        switch dialect {
        case .sqlite:
            """
            SELECT tables.name AS table_name, CAST(keys.id AS TEXT) AS key_name, keys."from" AS column_name,
                keys."table" AS target
            FROM sqlite_schema AS tables JOIN pragma_foreign_key_list(tables.name) AS keys
            WHERE tables.type = 'table' ORDER BY tables.name, keys.id, keys.seq
            """
        case .postgres:
            """
            SELECT CAST(tables.relname AS TEXT) AS table_name, CAST(pg_constraint.conname AS TEXT) AS key_name,
                CAST(pg_attribute.attname AS TEXT) AS column_name, CAST(targets.relname AS TEXT) AS target
            FROM pg_constraint
            JOIN pg_class AS tables ON tables.oid = pg_constraint.conrelid
            JOIN pg_class AS targets ON targets.oid = pg_constraint.confrelid
            CROSS JOIN LATERAL unnest(pg_constraint.conkey) WITH ORDINALITY AS keys (number, position)
            JOIN pg_attribute ON pg_attribute.attrelid = tables.oid AND pg_attribute.attnum = keys.number
            WHERE pg_constraint.contype = 'f' AND tables.relnamespace = CAST(current_schema() AS regnamespace)
            ORDER BY table_name, key_name, keys.position
            """
        }
    }

    /// Every column as `table.column`.
    var columns: Statement<[String]> {
        switch dialect {
        case .sqlite:
            """
            SELECT tables.name || '.' || columns.name
            FROM sqlite_schema AS tables JOIN pragma_table_info(tables.name) AS columns WHERE tables.type = 'table'
            """
        case .postgres:
            """
            SELECT table_name || '.' || column_name FROM information_schema.columns
            WHERE table_schema = current_schema()
            """
        }
    }

    /// The JSON columns without a GIN index, each as `table.column`; SQLite has no such index.
    var unindexedDocuments: Statement<[String]> {
        switch dialect {
        case .sqlite: "SELECT '' WHERE 1 = 0"
        case .postgres:
            """
            SELECT tables.relname || '.' || pg_attribute.attname
            FROM pg_attribute JOIN pg_class AS tables ON tables.oid = pg_attribute.attrelid
            WHERE tables.relkind IN ('r', 'p') AND tables.relnamespace = CAST(current_schema() AS regnamespace)
                AND pg_attribute.atttypid = CAST('jsonb' AS regtype) AND NOT pg_attribute.attisdropped
                AND NOT EXISTS (
                    SELECT 1 FROM pg_index
                    JOIN pg_class AS indexes ON indexes.oid = pg_index.indexrelid
                    JOIN pg_am ON pg_am.oid = indexes.relam
                    WHERE pg_index.indrelid = tables.oid AND pg_am.amname = 'gin' AND pg_index.indisvalid
                        AND pg_attribute.attnum = ANY (pg_index.indkey)
                )
            ORDER BY 1
            """
        }
    }

    var outline: Statement<[String]> {
        switch dialect {
        case .sqlite: "SELECT type || ' ' || name || ' ' || coalesce(sql, '') AS line FROM sqlite_schema ORDER BY line"
        case .postgres:
            """
            SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' '
                || coalesce(column_default, '') AS line
            FROM information_schema.columns WHERE table_schema = current_schema()
            UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = current_schema()
            UNION ALL
            SELECT 'constraint ' || CAST(CAST(conrelid AS regclass) AS TEXT) || ' ' || pg_get_constraintdef(oid)
            FROM pg_constraint WHERE connamespace = CAST(current_schema() AS regnamespace)
            ORDER BY line
            """
        }
    }
}

/// One column of an index.
struct IndexColumn: Record {
    let table: String
    let name: String
    let isPartial: Bool
    let column: String

    init(reading columns: inout some ColumnReader) throws {
        table = try columns.read("table_name")
        name = try columns.read("index_name")
        isPartial = try columns.read("is_partial")
        column = try columns.read("column_name")
    }
}

/// One column of a foreign key.
struct ForeignKeyColumn: Record {
    let table: String
    let name: String
    let column: String
    let target: String

    init(reading columns: inout some ColumnReader) throws {
        table = try columns.read("table_name")
        name = try columns.read("key_name")
        column = try columns.read("column_name")
        target = try columns.read("target")
    }
}
