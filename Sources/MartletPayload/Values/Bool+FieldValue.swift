extension Bool: FieldValue {
    /// False.
    public static var placeholder: Bool { false }

    /// What the value is called in a message.
    public static var expectation: String { "true or false" }

    /// Reads true or false.
    public static func read(from json: inout JSONReader) -> Bool? {
        json.readBool()
    }

    /// Takes exactly one text, `true` or `false`.
    public static func read(texts: [String], from parameters: inout JSONReader) -> Bool? {
        switch parameters.single(texts) {
        case "true": return true
        case "false": return false
        case nil: return nil
        default:
            parameters.refuse(code: "type", message: "Must be \(expectation).")
            return nil
        }
    }

    /// Writes true or false.
    public func write(to json: inout JSONWriter) {
        json.bool(self)
    }
}
