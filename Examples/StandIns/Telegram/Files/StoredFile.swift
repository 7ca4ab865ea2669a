import Martlet
import NIOCore

/// The bytes of a photo or a document.
struct StoredFile: Sendable {
    let attachment: ChatAttachment
    let bytes: ByteBuffer

    /// Where it can be downloaded from.
    let path: String

    var id: String { attachment.fileID }

    /// Telegram's `File`.
    var json: RawJSON {
        .object { object in
            object.field("file_id", id)
            object.field("file_unique_id", Self.uniqueID(of: id))
            object.field("file_size", bytes.readableBytes)
            object.field("file_path", path)
        }
    }

    /// The shorter id, by which nothing can be sent.
    static func uniqueID(of id: String) -> String {
        String(id.suffix(16))
    }
}
