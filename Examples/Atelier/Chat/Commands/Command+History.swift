extension Command {
    /// How many pictures a history has.
    static let historyLength = 10

    /// `/history`: lists a member's last pictures, with buttons that show them again.
    static func history(_ generations: GenerationService) -> Command {
        Command("history", about: \.aboutHistory, isPersonal: true) { request in
            let list = try await generations.getList(of: request.member, limit: historyLength)
            let shown = list.enumerated().filter { $0.element.fileID != nil }
            let buttons = try shown.map { try request.buttons.button("🖼 \($0.offset + 1)", "show", $0.element.id) }
            let rows = stride(from: 0, to: buttons.count, by: 5).map { Array(buttons[$0..<min($0 + 5, buttons.count)]) }
            return Reply(
                request.texts.history(list),
                keyboard: rows.isEmpty ? nil : InlineKeyboard(rows: rows)
            )
        }
    }
}
