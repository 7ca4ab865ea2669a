/// An update as Telegram sends it, with everything that the bot does not look at.
struct SampleUpdate: Sendable {
    let id: Int64
    var chat: Int64 = 7
    var name = "Ada"
    var text = "/start"

    /// The body of the webhook's request.
    var json: String {
        """
        {
          "update_id": \(id),
          "message": {
            "message_id": \(id % 100_000),
            "from": {
              "id": \(chat), "is_bot": false, "first_name": "\(name)", "last_name": "Lovelace", "username": "ada_\(chat)",
              "language_code": "en", "is_premium": true
            },
            "chat": {"id": \(chat), "first_name": "\(name)", "last_name": "Lovelace", "username": "ada_\(chat)", "type": "private"},
            "date": 1767225600,
            "text": "\(text)",
            "entities": [{"offset": 0, "length": \(text.utf16.count), "type": "bot_command"}],
            "link_preview_options": {"is_disabled": true},
            "a_field_of_tomorrow": {"deep": [1, 2.5e3, {"\\u00e9": null}]}
          }
        }
        """
    }
}
