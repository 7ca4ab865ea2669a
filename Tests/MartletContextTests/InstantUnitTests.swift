import MartletContext
import Testing

@Suite struct InstantUnitTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0),
        ("1969-12-31T23:59:59.999999Z", -1),
        ("2026-11-21T07:46:00.000000Z", 1_795_247_160_000_000),
        ("2024-02-29T12:00:00.5+02:00", 1_709_200_800_500_000),
        ("2000-03-01T00:00:00.1234567-00:30", 951_870_600_123_456),
    ])
    func `S3-34 reads RFC 3339 with a zone`(text: String, microseconds: Int64) {
        #expect(Instant(text)?.microseconds == microseconds)
    }

    @Test(arguments: [
        "", "2026-11-21", "2026-11-21T07:46:00", "2026-11-21 07:46:00Z", "2026-13-01T00:00:00Z", "2025-02-29T00:00:00Z",
        "2026-11-21T24:00:00Z", "2026-11-21T07:60:00Z", "2026-11-21T07:46:60Z", "2026-11-21T07:46:00.Z",
        "2026-11-21T07:46:00Zz", "2026-11-21T07:46:00+2:00", "２026-11-21T07:46:00Z",
    ])
    func `refuses what is not RFC 3339`(text: String) {
        #expect(Instant(text) == nil)
    }

    @Test func `S3-34 F-21 writes UTC with six digits and a Z, and reads it back`() {
        let random = SeededRandom(seed: 7)
        for _ in 0..<2000 {
            let instant = Instant(microseconds: Int64(random.next() >> 7) - 60_000_000_000_000_000)
            let text = instant.description
            #expect(text.hasSuffix("Z") && text.utf8.count == 27)
            #expect(Instant(text) == instant)
        }
        #expect(Instant(microseconds: 1_795_247_160_000_007).description == "2026-11-21T07:46:00.000007Z")
    }

    @Test(arguments: [Duration.seconds(Int64.max), .seconds(Int64.min)])
    func `an instant beyond what fits is the last one or the first`(duration: Duration) {
        let edge = Instant(microseconds: duration > .zero ? .max : .min)
        #expect(Instant(sinceEpoch: duration) == edge)
        #expect(Instant(microseconds: 0) + duration == edge)
        #expect(edge + .zero == edge)
    }

    @Test func `texts sort as the instants do`() {
        let random = SeededRandom(seed: 8)
        let instants = (0..<200).map { _ in Instant(microseconds: Int64(random.next() >> 8)) }
        #expect(instants.sorted().map(\.description) == instants.map(\.description).sorted())
    }
}
