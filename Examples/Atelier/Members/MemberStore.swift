import Martlet

/// Where members are kept.
struct MemberStore: Sendable {
    /// Inserts a member or brings an old one up to date, in one statement whatever others do meanwhile.
    func upsertOne(_ user: User) -> Statement<Member> {
        """
        INSERT INTO members (telegram_id, username, first_name, language, created_at, updated_at)
        VALUES (
            \(user.id), \(Self.username(of: user)), \(Self.stored(user.firstName)),
            \(Language(code: user.languageCode)), \(.now), \(.now)
        )
        ON CONFLICT (telegram_id) DO UPDATE SET
            username = excluded.username, first_name = excluded.first_name, language = excluded.language,
            updated_at = excluded.updated_at
        RETURNING \(columns: Member.self)
        """
    }

    /// Takes a name from whoever else holds it, in the order of those who want it: on Telegram names move.
    func takeUsername(of user: User, in tx: Transaction) throws {
        guard let username = Self.username(of: user) else { return }
        try tx.lock("username \(username)")
        try tx.run(
            """
            UPDATE members SET username = NULL, updated_at = \(.now)
            WHERE username = \(username) AND telegram_id <> \(user.id)
            """
        )
    }

    func getOne(_ id: Int64) -> Statement<Member?> {
        "SELECT \(columns: Member.self) FROM members WHERE id = \(id)"
    }

    /// Who asked for a generation.
    func getOne(of generation: Generation) -> Statement<Member> {
        "SELECT \(columns: Member.self) FROM members WHERE id = \(generation.member)"
    }

    func getOne(username: String) -> Statement<Member?> {
        "SELECT \(columns: Member.self) FROM members WHERE username = \(Self.folded(username))"
    }

    private static func username(of user: User) -> String? {
        user.username.map(folded).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// A name as it is kept: in lower case, without the `@` that people write before it.
    private static func folded(_ username: String) -> String {
        stored(username.hasPrefix("@") ? String(username.dropFirst()) : username).lowercased()
    }

    /// A text on one line, no longer than names are, and without what would change how the text around it is read: a name
    /// stands in questions about money.
    private static func stored(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: text.unicodeScalars.lazy.filter { !$0.isDisruptive }.prefix(128))
        return String(scalars)
    }
}

extension Unicode.Scalar {
    /// Whether it ends lines, controls a device, or turns the direction of the text behind it.
    fileprivate var isDisruptive: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: properties.isBidiControl
        }
    }
}
