import MartletContext
import MartletDatabase
import MartletPayload
import MartletTesting
import Testing

/// What is bound comes back as it was, on every engine.
@Suite struct ValueIntegrationTests {
    struct Sample: Record, Equatable {
        var whole: Int64?
        var real: Double?
        var truth: Bool?
        var text: String?
        var bytes: [UInt8]?
        var moment: Instant?
        var id: ID<Card>?

        init(
            whole: Int64? = nil,
            real: Double? = nil,
            truth: Bool? = nil,
            text: String? = nil,
            bytes: [UInt8]? = nil,
            moment: Instant? = nil,
            id: ID<Card>? = nil
        ) {
            self.whole = whole
            self.real = real
            self.truth = truth
            self.text = text
            self.bytes = bytes
            self.moment = moment
            self.id = id
        }

        init(reading columns: inout some ColumnReader) throws {
            whole = try columns.read("whole_value")
            real = try columns.read("real_value")
            truth = try columns.read("truth_value")
            text = try columns.read("text_value")
            bytes = try columns.read("bytes_value")
            moment = try columns.read("moment_value")
            id = try columns.read("id_value")
        }

        /// Stores the sample and reads it back in one statement.
        func stored(in database: Database) async throws -> Sample {
            try await database.run(
                """
                INSERT INTO samples \(values: [
                    "whole_value": whole, "real_value": real, "truth_value": truth, "text_value": text,
                    "bytes_value": bytes, "moment_value": moment, "id_value": id,
                ]) RETURNING \(columns: Sample.self)
                """
            )
        }
    }

    private func withSamples(_ engine: TestEngine, _ body: (Database) async throws -> Void) async throws {
        try await engine.withDatabase { database in
            try await database.run(
                """
                CREATE TABLE samples (
                    whole_value \(type: .integer), real_value \(type: .real), truth_value \(type: .boolean),
                    text_value \(type: .text), bytes_value \(type: .bytes), moment_value \(type: .instant),
                    id_value \(type: .id)
                )
                """
            )
            try await body(database)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `values of every kind come back as they were bound`(engine: TestEngine) async throws {
        let samples = [
            Sample(),
            Sample(whole: .min, real: -0.1, truth: true, text: "", bytes: [], moment: Instant(microseconds: 0)),
            Sample(
                whole: .max,
                real: .greatestFiniteMagnitude,
                truth: false,
                text: "Ä 🪶 \u{200d}",
                bytes: [0, 255, 0]
            ),
            Sample(whole: 0, real: 1, moment: Instant(microseconds: 1_767_225_600_123_456), id: ID(bits: 1)),
            Sample(real: .leastNonzeroMagnitude, moment: Instant(microseconds: -1), id: ID(bits: .max)),
        ]
        try await withSamples(engine) { database in
            for sample in samples {
                let stored = try await sample.stored(in: database)
                #expect(stored == sample)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S4-85 hostile text is stored verbatim and changes nothing else`(engine: TestEngine) async throws {
        let hostile = [
            "'; DROP TABLE samples; --", "\" OR 1=1 --", "$1 $2 ?1 :name @name", "%_\\", "line\nfeed\r\ttab",
            "\\'; SELECT 1", "/* comment", "E'\\x41'", String(repeating: "a'b", count: 50_000),
        ]
        try await withSamples(engine) { database in
            for text in hostile {
                #expect(try await Sample(text: text).stored(in: database).text == text)
                let found: Int = try await database.run("SELECT count(*) FROM samples WHERE text_value = \(text)")
                #expect(found == 1)
            }
            #expect(try await database.run("SELECT count(*) FROM samples") == hostile.count)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `text with a NUL character is refused, and no part of it is stored`(engine: TestEngine) async throws {
        try await withSamples(engine) { database in
            await expect(.statement) { _ = try await Sample(text: "a\0b").stored(in: database) }
            let count: Int = try await database.run("SELECT count(*) FROM samples")
            #expect(count == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `moments sort and compare as time does`(engine: TestEngine) async throws {
        try await withSamples(engine) { database in
            let moments = [-1_000_000, 0, 1, 999_999, 1_000_000, 1_767_225_600_000_000].map(Instant.init(microseconds:))
            for moment in moments.shuffled() { _ = try await Sample(moment: moment).stored(in: database) }
            let sorted: [Instant] = try await database.run("SELECT moment_value FROM samples ORDER BY moment_value")
            #expect(sorted == moments)
            let before: Int = try await database.run(
                "SELECT count(*) FROM samples WHERE moment_value < \(Instant(microseconds: 999_999))"
            )
            #expect(before == 3)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `now is that of the context's clock`(engine: TestEngine) async throws {
        try await withSamples(engine) { database in
            let clock = TestClock()
            try await Context(clock: clock).run {
                _ =
                    try await database.run("INSERT INTO samples (moment_value) VALUES (\(.now + .seconds(30)))")
                    as Changes
            }
            let stored: Instant = try await database.run("SELECT moment_value FROM samples")
            #expect(stored == clock.now + .seconds(30))
        }
    }
}
