import NIOCore

/// Pictures and files that the bot sends.
extension BotMethod {
    static let sendPhoto = BotMethod("sendPhoto") { call, bot in
        try await send("photo", call, of: bot, fetchLimit: WebFile.photo) { upload in
            guard upload.bytes.readableBytes <= 10 << 20 else {
                throw BotRefusal.badRequest(
                    "file of size \(upload.bytes.readableBytes) bytes is too big for a photo; "
                        + "the maximum size is \(10 << 20) bytes"
                )
            }
            guard let size = PictureSize(of: upload.bytes) else { throw BotRefusal.badRequest("IMAGE_PROCESS_FAILED") }
            guard size.isShowable else { throw BotRefusal.badRequest("PHOTO_INVALID_DIMENSIONS") }
            return .photo(width: size.width, height: size.height)
        }
    }

    static let sendDocument = BotMethod("sendDocument") { call, bot in
        try await send("document", call, of: bot, fetchLimit: WebFile.document) { _ in .document }
    }

    static let getFile = BotMethod("getFile") { call, bot in
        guard let file = bot.look({ $0.files.file(call.text("file_id") ?? "") }) else {
            throw BotRefusal.badRequest("invalid file_id")
        }
        return .success(file.json)
    }

    /// Where a file comes from.
    private enum Source {
        case shelf(ChatAttachment)
        case upload(Upload, ChatAttachment.Kind)
    }

    /// Sends what a parameter says, below a caption and above buttons.
    private static func send(
        _ name: String,
        _ call: BotCall,
        of bot: TelegramStandIn,
        fetchLimit: Int,
        as kind: (Upload) throws -> ChatAttachment.Kind
    ) async throws -> BotResult {
        let (chat, caption, keyboard) = (try call.chat(), try call.caption(), try call.keyboard())
        // Who cannot be written to is found before anything is fetched.
        _ = try bot.change { book in try book.openChat(chat) }
        let source = try await source(name, call, of: bot, fetchLimit: fetchLimit, as: kind)
        return .success(
            try bot.change { book in
                let attachment =
                    switch source {
                    case .shelf(let attachment): attachment
                    case .upload(let upload, let kind): book.files.add(upload, as: kind)
                    }
                return try book.send(caption, to: chat, attachment: attachment, keyboard: keyboard)
            }
        )
    }

    /// Finds what a parameter says: a file that comes along, one of before by its id, or one of the web by its URL.
    private static func source(
        _ name: String,
        _ call: BotCall,
        of bot: TelegramStandIn,
        fetchLimit: Int,
        as kind: (Upload) throws -> ChatAttachment.Kind
    ) async throws -> Source {
        if let upload = call.parameters.upload(name) { return .upload(upload, try kind(upload)) }
        guard let text = call.text(name) else { throw BotRefusal.badRequest("there is no \(name) in the request") }
        if let attachment = bot.look({ $0.files.file(text) })?.attachment {
            guard attachment.isPhoto == (name == "photo") else {
                let type = attachment.isPhoto ? "Photo" : "Document"
                throw BotRefusal.badRequest("can't use file of type \(type) as \(name)")
            }
            return .shelf(attachment)
        }
        guard text.hasPrefix("http://") || text.hasPrefix("https://") else {
            throw BotRefusal.badRequest("wrong file identifier/HTTP URL specified")
        }
        let upload = try await WebFile.fetch(text, limit: fetchLimit)
        return .upload(upload, try kind(upload))
    }
}
