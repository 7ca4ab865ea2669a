/// What a field's name says of its value.
///
/// A name is read as words, which end at `_`, `-`, `.` and at a capital letter, so `apiKey`, `api_key` and `X-Api-Key`
/// are alike. Words are compared by their hash, which needs no memory of its own; should two words ever share one, a
/// harmless field is masked.
enum FieldKind: Sendable {
    /// Nothing; the value is searched for secrets.
    case plain
    /// The value is a secret.
    case secret
    /// The value names a person.
    case personal
    /// The value is a network address.
    case address

    private static let secretWords = words(
        "password passwd passphrase pwd secret secrets token tokens authorization cookie cookies credential credentials "
            + "apikey privatekey accesskey bearer jwt otp cvv cvc pan"
    )
    /// `key` is a secret behind one of these.
    private static let keyWords = words("api private access signing encryption master")
    /// Behind one of these a secret's word speaks of the secret, not with it: `token_type`.
    private static let harmlessEnds = words("count kind type ttl age length limit expiry")
    private static let personalWords = words("email emails username phone")
    private static let personalNames = words(
        "name firstname lastname fullname displayname patronymic nickname phonenumber"
    )
    private static let addressWords = words("ip ips")
    private static let addressNames = words("remoteaddress clientaddress forwardedfor xforwardedfor peeraddress")
    private static let key = words("key")

    /// Judges a name of at most 256 bytes.
    init(name: borrowing Span<UInt8>) {
        self.init(name: name, in: 0..<name.count)
    }

    /// Judges the name that stands in a range of a text.
    init(name: borrowing Span<UInt8>, in range: Range<Int>) {
        var whole = WordHash()
        var word = WordHash()
        var previous: UInt64 = 0
        var kind = FieldKind.plain
        var last: UInt64 = 0
        var wasLower = false
        for index in range {
            let byte = name[index]
            let isUpper = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
            let isBreak = byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
            if isBreak || (isUpper && wasLower) {
                Self.judge(word.value, after: previous, &kind)
                (previous, word) = (word.value, WordHash())
            }
            wasLower = !isUpper && !isBreak
            guard !isBreak else { continue }
            whole.combine(byte)
            word.combine(byte)
        }
        last = word.value
        Self.judge(last, after: previous, &kind)
        if kind == .secret, Self.harmlessEnds.contains(last) { kind = .plain }
        if kind == .plain {
            if Self.personalNames.contains(whole.value) || Self.personalWords.contains(whole.value) { kind = .personal }
            if Self.addressNames.contains(whole.value) { kind = .address }
            if Self.secretWords.contains(whole.value) { kind = .secret }
        }
        self = kind
    }

    private static func judge(_ word: UInt64, after previous: UInt64, _ kind: inout FieldKind) {
        guard kind != .secret else { return }
        if secretWords.contains(word) || (key.contains(word) && keyWords.contains(previous)) {
            kind = .secret
        } else if personalWords.contains(word) {
            kind = .personal
        } else if kind == .plain, addressWords.contains(word) {
            kind = .address
        }
    }

    private static func words(_ list: String) -> Set<UInt64> {
        Set(
            list.split(separator: " ").map { word in
                var hash = WordHash()
                for byte in word.utf8 { hash.combine(byte) }
                return hash.value
            }
        )
    }
}

/// FNV-1a of 64 bits over letters in lower case.
private struct WordHash {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func combine(_ byte: UInt8) {
        let isUpper = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
        value = (value ^ UInt64(isUpper ? byte | 0x20 : byte)) &* 0x0000_0100_0000_01B3
    }
}
