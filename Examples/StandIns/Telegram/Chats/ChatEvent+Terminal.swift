import Glibc

extension ChatEvent {
    /// Shows what the bot does in the terminal, at once even where the output is no terminal.
    public func printSpeechBubble() {
        guard let lines = speech else { return }
        let bubble = lines.enumerated().map { ($0.offset == 0 ? "bot → " : "      ") + $0.element + "\n" }.joined()
        _ = unsafe Array(bubble.utf8).withUnsafeBytes { unsafe Glibc.write(1, $0.baseAddress, $0.count) }
    }

    /// What can be told of the event in lines of text.
    var speech: [Substring]? {
        switch kind {
        case .message(let message) where message.isFromBot: message.lines
        case .edit(let message): message.lines
        case .answer(let answer): answer.text?.split(separator: "\n", omittingEmptySubsequences: false)
        case .message, .deletion, .action: nil
        }
    }
}

extension ChatMessage {
    fileprivate var lines: [Substring] {
        var lines: [Substring] = []
        switch attachment?.kind {
        case .photo(let width, let height)?: lines.append("(a picture, \(width) × \(height))")
        case .document?: lines.append("(a file, \(attachment?.name ?? ""))")
        case nil: break
        }
        if attachment == nil || !text.isEmpty {
            lines += text.split(separator: "\n", omittingEmptySubsequences: false)
        }
        return lines + (keyboard?.rows ?? []).map { Substring($0.map { "[ \($0.text) ]" }.joined(separator: " ")) }
    }
}
