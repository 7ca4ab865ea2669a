@testable import Atelier
import NIOCore
import Testing

/// What is fetched, and what is a picture.
@Suite struct PictureDownloadUnitTests {
    @Test(arguments: [
        ("http://a.example/b/picture.png", "picture.png"), ("https://a/1.jpeg?sig=x.y", "1.jpeg"),
        ("https://a/", "picture.png"), ("https://a/..%2f.png", "picture.png"), ("ftp://a/b.png", "picture.png"),
        ("https://a/b\"c.png", "picture.png"),
    ])
    func `a file is named as its URL says, where that is a name`(url: String, name: String) {
        #expect(PictureDownload.fileName(in: url) == name)
    }

    @Test(arguments: [
        "", "picture.png", "ftp://a/b.png", "file:///etc/passwd", "http:///b.png", "https://u@h/b.png",
        "http://a.example/b.png", "https://127.0.0.1/b.png", "https://localhost/b.png", "https://[::1]:9090/b.png",
        "https://169.254.169.254/latest/meta-data", "https://10.0.0.1/", "https://2130706433/", "https://0x7f.1/",
        "https://[::ffff:127.0.0.1]/", "http://127.0.0.1:8081/b.png", "http://127.0.0.1:80801/b.png",
    ])
    func `what is no picture on the internet is not fetched, now or later`(url: String) async {
        let download = PictureDownload(standIn: "http://127.0.0.1:8080/base")
        let error = await #expect(throws: PictureError.self) { try await download.withPicture(at: url) { _ in } }
        #expect(error?.isFinal == true)
    }

    @Test(
        arguments: [
            ([93, 184, 216, 34], true), ([1, 1, 1, 1], true), ([172, 32, 0, 1], true), ([192, 167, 255, 255], true),
            ([100, 128, 0, 1], true), ([198, 20, 0, 1], true), ([223, 255, 255, 255], true), ([0, 0, 0, 0], false),
            ([10, 1, 2, 3], false), ([100, 64, 0, 1], false), ([127, 0, 0, 1], false), ([169, 254, 169, 254], false),
            ([172, 16, 0, 1], false), ([172, 31, 255, 255], false), ([192, 0, 0, 8], false), ([192, 0, 2, 1], false),
            ([192, 168, 1, 1], false), ([198, 19, 0, 1], false), ([198, 51, 100, 1], false), ([203, 0, 113, 1], false),
            ([224, 0, 0, 1], false), ([255, 255, 255, 255], false),
        ] as [([UInt8], Bool)]
    )
    func `an address of IPv4 is public or set aside`(bytes: [UInt8], isPublic: Bool) {
        #expect(NetworkAddress(bytes).isPublic == isPublic)
    }

    @Test(
        arguments: [
            ([0x26, 0x06, 0x47], true), ([0x2a, 0], true), ([0x20, 0x01, 0x48, 0x60], true), ([], false),
            ([0xfe, 0x80], false), ([0xfc], false), ([0xfd, 1], false), ([0xff, 2], false),
            ([0x20, 0x02, 0x7f], false),
            ([0, 0x64, 0xff, 0x9b], false), ([0x20, 0x01, 0x0d, 0xb8], false), ([0x20, 0x01, 0, 0], false),
        ] as [([UInt8], Bool)]
    )
    func `an address of IPv6 is public or set aside`(start: [UInt8], isPublic: Bool) {
        let bytes = start + [UInt8](repeating: 0, count: 15 - start.count) + [1]
        #expect(NetworkAddress(bytes).isPublic == isPublic)
    }

    @Test func `a mapped address of IPv4 is not public`() {
        #expect(!NetworkAddress([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 8, 8, 8, 8]).isPublic)
    }

    @Test(arguments: [
        ("\u{89}PNG\r\n\u{1a}\n....", PictureFormat.png), ("\u{ff}\u{d8}\u{ff}\u{e0}", .jpeg),
        ("RIFF....WEBPVP8 ", .webp),
        ("GIF87a", .gif), ("GIF89a..", .gif), ("", nil), ("\u{89}PN", nil), ("RIFF....WAVE", nil),
        ("{\"secret\":1}", nil),
        ("<svg>", nil), ("GIF88a", nil),
    ])
    func `a picture is known by how it begins`(text: String, format: PictureFormat?) {
        let bytes = text.unicodeScalars.map { UInt8($0.value) }
        #expect(PictureFormat(of: ByteBuffer(bytes: bytes)) == format)
    }
}
