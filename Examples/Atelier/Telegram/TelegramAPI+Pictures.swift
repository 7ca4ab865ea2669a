import Martlet
import NIOCore

/// What the bot shows.
extension TelegramAPI {
    /// Telegram fetches a picture's URL before it answers, and a file takes its time on the way.
    private static var fileTimeout: Duration { .seconds(60) }

    /// Sends a picture that Telegram may scale down: 10 MiB at most as bytes, 5 MiB by URL.
    @discardableResult
    func sendPhoto(
        _ photo: PhotoSource,
        to chat: Int64,
        caption: String? = nil,
        keyboard: InlineKeyboard? = nil
    ) async throws -> SentMessage {
        switch photo {
        case .url(let reference), .fileID(let reference):
            let parameters = Self.parameters(chat, "photo", reference, caption, keyboard)
            return try await call("sendPhoto", parameters, as: SentMessage.self, timeout: Self.fileTimeout)
        case .bytes(let bytes, let name):
            let form = try Self.form(chat, "photo", bytes, name, caption, keyboard)
            return try await call("sendPhoto", form, as: SentMessage.self, timeout: Self.fileTimeout)
        }
    }

    /// Sends a file that is shown as it is; 50 MiB at most.
    @discardableResult
    func sendDocument(
        _ bytes: ByteBuffer,
        name: String,
        to chat: Int64,
        caption: String? = nil,
        keyboard: InlineKeyboard? = nil
    ) async throws -> SentMessage {
        let form = try Self.form(chat, "document", bytes, name, caption, keyboard)
        return try await call("sendDocument", form, as: SentMessage.self, timeout: Self.fileTimeout)
    }

    /// Sends a file again that Telegram has.
    @discardableResult
    func sendDocument(
        fileID: String,
        to chat: Int64,
        caption: String? = nil,
        keyboard: InlineKeyboard? = nil
    ) async throws -> SentMessage {
        try await call(
            "sendDocument",
            Self.parameters(chat, "document", fileID, caption, keyboard),
            as: SentMessage.self
        )
    }

    private static func parameters(
        _ chat: Int64,
        _ field: StaticString,
        _ reference: String,
        _ caption: String?,
        _ keyboard: InlineKeyboard?
    ) -> RawJSON {
        .object { object in
            object.field("chat_id", chat)
            object.field(field, reference)
            object.field("caption", caption)
            object.field("reply_markup", keyboard)
        }
    }

    private static func form(
        _ chat: Int64,
        _ field: StaticString,
        _ bytes: ByteBuffer,
        _ name: String,
        _ caption: String?,
        _ keyboard: InlineKeyboard?
    ) throws -> MultipartForm {
        var form = MultipartForm()
        form.add("chat_id", "\(chat)")
        if let caption { form.add("caption", caption) }
        if let keyboard { form.add("reply_markup", try RawJSON(encoding: keyboard).description) }
        form.add(field, bytes, fileName: name)
        return form
    }
}

/// Where a picture comes from.
enum PhotoSource: Sendable {
    /// Telegram fetches it.
    case url(String)
    /// Telegram has it.
    case fileID(String)
    /// It is sent along.
    case bytes(ByteBuffer, name: String)
}
