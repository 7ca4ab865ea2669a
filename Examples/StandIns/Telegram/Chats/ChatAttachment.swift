import Martlet

/// What a message carries beside its text.
public struct ChatAttachment: Sendable, Hashable {
    /// As what it is shown.
    public enum Kind: Sendable, Hashable {
        /// A picture.
        case photo(width: Int, height: Int)

        /// A file.
        case document
    }

    /// As what it is shown.
    public let kind: Kind

    /// The id by which the bot can send it again.
    public let fileID: String

    /// The name that the bot gave it.
    public let name: String

    let contentType: String
    let size: Int

    /// Whether it is a picture.
    public var isPhoto: Bool { kind != .document }

    /// Writes the field of a `Message` that tells of it.
    func write(to object: inout ObjectWriter) {
        switch kind {
        case .photo(let width, let height):
            // One size: nothing here makes pictures smaller.
            object.field(
                "photo",
                [
                    file { photo in
                        photo.field("width", width)
                        photo.field("height", height)
                    }
                ]
            )
        case .document:
            object.field(
                "document",
                file { document in
                    document.field("file_name", name)
                    document.field("mime_type", contentType)
                }
            )
        }
    }

    private func file(_ write: (inout ObjectWriter) -> Void) -> RawJSON {
        .object { object in
            object.field("file_id", fileID)
            object.field("file_unique_id", StoredFile.uniqueID(of: fileID))
            object.field("file_size", size)
            write(&object)
        }
    }
}
