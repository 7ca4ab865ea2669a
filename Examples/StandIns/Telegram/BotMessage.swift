import Glibc
public import Martlet

/// A message that the bot sends.
public struct BotMessage: Payload, Hashable {
    /// Telegram adds fields at will, and so may the bot.
    public static let fieldPolicy = FieldPolicy.ignoringUnknown

    /// The chat that it goes to.
    public let chat: Int64

    /// What it says.
    public let text: String

    /// Reads the parameters of `sendMessage`.
    public init(reading fields: inout some FieldReader) {
        chat = fields.required("chat_id")
        text = fields.required("text", .length(1...4096))
    }

    /// Writes the parameters of `sendMessage`.
    public func write(to object: inout ObjectWriter) {
        object.field("chat_id", chat)
        object.field("text", text)
    }

    /// Shows the message in the terminal, at once even where the output is no terminal.
    public func printSpeechBubble() {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let bubble = lines.enumerated().map { ($0.offset == 0 ? "bot → " : "      ") + $0.element + "\n" }.joined()
        _ = unsafe Array(bubble.utf8).withUnsafeBytes { unsafe Glibc.write(1, $0.baseAddress, $0.count) }
    }
}
