@testable import Atelier
import Martlet
import NIOCore
import Testing

/// The jobs of a generation as they are stored: an update of the service finds those of the one before.
@Suite struct GenerationJobUnitTests {
    private static let id = "019ab5b2-7c1e-7cc3-98c4-dc0c0c07398f"

    private func text(_ job: some Job) throws -> String { String(buffer: try JSON.encode(job)) }

    private func read<Work: Job>(_ text: String, as type: Work.Type = Work.self) throws -> Work {
        try JSON.decode(Work.self, from: ByteBuffer(string: text))
    }

    @Test func `a start`() throws {
        let stored = #"{"generation":"\#(Self.id)"}"#
        let job: StartGeneration = try read(stored)
        #expect(job.generation.description == Self.id && StartGeneration.name == "StartGeneration")
        #expect(try text(job) == stored)
    }

    @Test func `a look, which is a hint only where it says so`() throws {
        let stored = #"{"generation":"\#(Self.id)","is_hint":true}"#
        let job: WatchGeneration = try read(stored)
        #expect(job.isHint && WatchGeneration.name == "WatchGeneration")
        #expect(try text(job) == stored)
        #expect(try !read(#"{"generation":"\#(Self.id)"}"#, as: WatchGeneration.self).isHint)
    }

    @Test func `a delivery`() throws {
        let stored = #"{"generation":"\#(Self.id)"}"#
        let job: DeliverPicture = try read(stored)
        #expect(job.generation.description == Self.id && DeliverPicture.name == "DeliverPicture")
        #expect(try text(job) == stored)
    }

    @Test func `a word that the provider is at work`() throws {
        let stored = #"{"generation":"\#(Self.id)"}"#
        let job: ShowPainting = try read(stored)
        #expect(job.generation.description == Self.id && ShowPainting.name == "ShowPainting")
        #expect(try text(job) == stored)
    }

    @Test(arguments: ["delivered", "failed", "expired", "refunded"])
    func `a report, of a state`(state: String) throws {
        let stored = #"{"generation":"\#(Self.id)","state":"\#(state)"}"#
        let job: ReportGeneration = try read(stored)
        #expect(job.state.rawValue == state && ReportGeneration.name == "ReportGeneration")
        #expect(try text(job) == stored)
    }

    @Test func `a report of no state is none`() {
        let stored = #"{"generation":"\#(Self.id)","state":"lost"}"#
        #expect(throws: PayloadError.self) { try read(stored, as: ReportGeneration.self) }
    }

    @Test func `an attempt is longer than the calls that it makes`() {
        // A message and an order; a look; an action, a photo, a download, a photo and a document.
        #expect(StartGeneration.policy.deadline > .seconds(30 + 30))
        #expect(WatchGeneration.policy.deadline > .seconds(30))
        #expect(DeliverPicture.policy.deadline >= .seconds(60 + 60 + 60 + 60))
    }
}
