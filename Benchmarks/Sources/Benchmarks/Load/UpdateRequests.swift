import NIOCore

/// The requests of one connection: the bytes of a real update, of which only the ids change.
struct UpdateRequests {
    private var request: ByteBuffer
    private let updateDigits: Int
    private let chatDigits: Int
    private var number: Int
    private let step: Int

    private static let idWidth = 9
    private static let chats = 1000

    /// Starts with an update id, unlike that of any other connection, and goes on by a step.
    init(first: Int, step: Int) {
        let blank = String(repeating: "0", count: Self.idWidth)
        let toUpdate = #"{"update_id":1"#
        let sender = #""first_name":"Ada","last_name":"Lovelace","username":"ada""#
        let toChat =
            blank + #","message":{"message_id":1365,"from":{"id":1111111,"is_bot":false,"#
            + sender + #","language_code":"en"},"chat":{"id":1"#
        let rest =
            blank + "," + sender + #","type":"private"},"date":1764500000,"#
            + #""text":"a ginger cat on a windowsill, oil on canvas, evening light"}}"#
        let length = toUpdate.utf8.count + toChat.utf8.count + rest.utf8.count
        let head = """
            POST /telegram/webhook HTTP/1.1\r
            Host: 127.0.0.1\r
            Content-Type: application/json\r
            X-Telegram-Bot-Api-Secret-Token: benchmark\r
            Content-Length: \(length)\r
            \r

            """
        updateDigits = head.utf8.count + toUpdate.utf8.count
        chatDigits = updateDigits + toChat.utf8.count
        request = ByteBuffer(string: head + toUpdate + toChat + rest)
        number = first
        self.step = step
    }

    /// The bytes of the next request.
    mutating func next() -> ByteBuffer {
        write(number, at: updateDigits)
        write(number % Self.chats, at: chatDigits)
        number += step
        return request
    }

    private mutating func write(_ id: Int, at start: Int) {
        var rest = id
        for position in (start..<start + Self.idWidth).reversed() {
            request.setInteger(UInt8(ascii: "0") + UInt8(rest % 10), at: position)
            rest /= 10
        }
    }
}
