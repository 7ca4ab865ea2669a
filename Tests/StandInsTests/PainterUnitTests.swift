import Martlet
import NIOCore
@testable import StandIns
import Testing

/// The pictures, and the file that they come in.
@Suite struct PainterUnitTests {
    @Test(arguments: [
        "a red bird over the sea", "город ночью", "a cat and a dog in the mountains, snow", "xyzzy", "",
        "lighthouse, boat, rain", "house in a forest at dawn", "дерево и тюльпаны на закате", "balloon over the desert",
    ])
    func `a picture is a sound PNG of 512 by 512 pixels with many colours`(prompt: String) async throws {
        let picture = try await Painter().picture(of: prompt)
        let png = try DecodedPNG(Array(picture.readableBytesView))
        #expect(png.width == 512 && png.height == 512)
        #expect(png.chunks == ["IHDR", "IDAT", "IEND"])
        #expect(png.colours > 2000)
    }

    @Test func `the same prompt gives the same picture, another prompt another`() async throws {
        let painter = Painter()
        let bird = try await painter.picture(of: "a red bird over the sea")
        #expect(try await painter.picture(of: "a red bird over the sea") == bird)
        #expect(try await Painter().picture(of: "A red bird, over the SEA!") == bird)
        #expect(try await painter.picture(of: "a blue bird over the sea") != bird)
    }

    @Test(arguments: [("1:1", 512, 512), ("4:3", 592, 444), ("3:4", 444, 592), ("16:9", 688, 387), ("9:16", 387, 688)])
    func `a picture has the aspect ratio that was asked for`(ratio: String, width: Int, height: Int) async throws {
        let picture = try await Painter().picture(of: "a boat at night", aspectRatio: ratio)
        let png = try DecodedPNG(Array(picture.readableBytesView))
        #expect(png.width == width && png.height == height)
    }

    @Test func `an aspect ratio that nobody knows gives a square`() async throws {
        let png = try DecodedPNG(Array(try await Painter().picture(of: "sea", aspectRatio: "7:1").readableBytesView))
        #expect(png.width == 512 && png.height == 512)
    }

    @Test func `pictures beyond the bound are refused, and one that is done makes room`() async throws {
        let full = Painter(capacity: 0)
        let problem = await #expect(throws: Problem.self) { try await full.picture(of: "sea") }
        #expect(problem?.status == 503)
        let painter = Painter(capacity: 1)
        for prompt in ["sea", "desert"] { _ = try await painter.picture(of: prompt) }
    }

    @Test func `pixels come out of the file as they went in`() throws {
        let pixels = (0..<(5 * 3 * 3)).map { UInt8(truncatingIfNeeded: $0 * 37) }
        let png = try DecodedPNG(PNG.file(of: pixels, width: 5, height: 3))
        #expect(png.width == 5 && png.height == 3)
        #expect(png.pixels == pixels)
    }
}
