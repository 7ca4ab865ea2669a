/// Writes texts with secrets masked, personal data hidden, control characters escaped and a bound on the length.
struct FieldScrubber: Sendable {
    private let redactor: Redactor
    private let hidesPersonal: Bool
    private let hash: KeyedHash

    init(redactor: Redactor, personal: PersonalData, key: UInt128) {
        self.redactor = redactor
        hidesPersonal = personal == .hidden
        hash = KeyedHash(key: key)
    }

    /// What is done to the values of a field.
    func kind(of name: String) -> FieldKind {
        let kind = FieldKind(name: name.utf8Span.span)
        return hidesPersonal || kind == .secret ? kind : .plain
    }

    /// Appends a text, escaped, without quotes.
    func append(_ text: String, as kind: FieldKind = .plain, limit: Int = LineLimits.value, to line: inout [UInt8]) {
        switch kind {
        case .plain:
            if let clean = redactor.redacted(text.utf8Span.span, limit: limit, hidesPersonal: hidesPersonal) {
                line.appendEscaped(clean.span, limit: limit)
            } else {
                line.appendEscaped(text.utf8Span.span, limit: limit)
            }
        case .secret: line.append(Redactor.mask)
        case .personal: line.append(hash.digits(of: text.utf8Span.span))
        case .address: line.append(NetworkPrefix(text)?.description ?? hash.digits(of: text.utf8Span.span))
        }
    }

    /// Tells whether a number may be written as it is: it is no registered secret and no card number.
    func isHarmless(_ number: String) -> Bool {
        number.utf8.count < Redactor.shortestSecret
            || redactor.redacted(number.utf8Span.span, limit: 64, hidesPersonal: false) == nil
    }
}
