import Martlet
import NIOCore

/// The files of all chats; the oldest go where there are too many.
struct FileShelf {
    /// The most files, and the most bytes of all together.
    static let (count, bytes) = (500, 64 << 20)

    private var files: [String: StoredFile] = [:]

    /// The ids of the files, the oldest first.
    private var order: [String] = []

    private var bytes = 0

    func file(_ id: String) -> StoredFile? { files[id] }

    func file(at path: String) -> StoredFile? { files.values.first { $0.path == path } }

    mutating func add(_ upload: Upload, as kind: ChatAttachment.Kind) -> ChatAttachment {
        let picture = PictureSize(of: upload.bytes)
        let attachment = ChatAttachment(
            kind: kind,
            // After a restart, an id of before is as unknown as it should be.
            fileID: "\(kind == .document ? "BQAC" : "AgAC")\(CorrelationID())",
            name: upload.name,
            // What the bytes say counts for more than what the bot says of them.
            contentType: picture?.contentType ?? upload.contentType,
            size: upload.bytes.readableBytes
        )
        let folder = kind == .document ? "documents" : "photos"
        let path = "\(folder)/\(StoredFile.uniqueID(of: attachment.fileID))\(Self.extension(of: attachment))"
        let file = StoredFile(attachment: attachment, bytes: upload.bytes, path: path)
        files[file.id] = file
        order.append(file.id)
        bytes += attachment.size
        while order.count > Self.count || bytes > Self.bytes, let oldest = order.first {
            order.removeFirst()
            bytes -= files.removeValue(forKey: oldest)?.attachment.size ?? 0
        }
        return attachment
    }

    private static func `extension`(of attachment: ChatAttachment) -> String {
        switch attachment.contentType {
        case "image/png": ".png"
        case "image/jpeg": ".jpg"
        case "image/webp": ".webp"
        default: attachment.name.wholeMatch(of: /.*(\.[A-Za-z0-9]{1,10})/).map { String($0.output.1) } ?? ""
        }
    }
}
