import NIOCore

/// A format that pictures come in.
enum PictureFormat: CaseIterable {
    case png, jpeg, webp, gif

    /// Finds out a file's format by how it begins, whatever it is called; nil for what is no picture.
    init?(of file: ByteBuffer) {
        let start = Array(file.readableBytesView.prefix(12))
        guard let format = Self.allCases.first(where: { $0.isFormat(of: start) }) else { return nil }
        self = format
    }

    private func isFormat(of start: [UInt8]) -> Bool {
        switch self {
        case .png: start.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
        case .jpeg: start.starts(with: [0xff, 0xd8, 0xff])
        case .webp: start.starts(with: "RIFF".utf8) && start.dropFirst(8).elementsEqual("WEBP".utf8)
        case .gif: start.starts(with: "GIF87a".utf8) || start.starts(with: "GIF89a".utf8)
        }
    }
}
