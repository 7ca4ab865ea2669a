extension Command {
    /// `/help`: lists the commands that exist for whoever asks.
    static let help = Command("help", about: \.aboutHelp) { request in
        Reply(request.texts.help(request.offered))
    }
}
