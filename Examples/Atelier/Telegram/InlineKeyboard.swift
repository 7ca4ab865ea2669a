import Martlet

/// Buttons under a message.
struct InlineKeyboard: Payload, Hashable {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    let rows: [[InlineButton]]

    init(rows: [[InlineButton]]) {
        self.rows = rows
    }

    /// A menu: a row for each button, and maybe one more for several.
    init(menu buttons: [InlineButton], lastRow: [InlineButton] = []) {
        rows = buttons.map { [$0] } + (lastRow.isEmpty ? [] : [lastRow])
    }

    init(reading fields: inout some FieldReader) {
        rows = fields.required("inline_keyboard")
    }

    func write(to object: inout ObjectWriter) {
        object.field("inline_keyboard", rows)
    }
}

/// A button; Telegram refuses one that does nothing, so it cannot be made without what its press sends.
struct InlineButton: Payload, Hashable {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    /// What people read.
    let label: String

    /// What a press sends: 1 to 64 bytes.
    let data: String

    init(_ label: String, data: String) {
        self.label = label
        self.data = data
    }

    init(reading fields: inout some FieldReader) {
        label = fields.required("text")
        data = fields.required("callback_data")
    }

    func write(to object: inout ObjectWriter) {
        object.field("text", label)
        object.field("callback_data", data)
    }
}
