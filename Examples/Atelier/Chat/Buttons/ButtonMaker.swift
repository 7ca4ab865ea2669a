import Martlet

/// Makes the buttons of one member.
struct ButtonMaker: Sendable {
    let seal: ButtonSeal
    let member: Member

    /// How long a button can be pressed unless said otherwise.
    static let patience = Duration.seconds(7 * 86_400)

    /// Makes a button; throws ``ButtonError/tooLong(_:)`` when the parameter does not fit.
    func button(
        _ label: String,
        _ action: String,
        _ parameter: some CustomStringConvertible = "",
        lasting duration: Duration = patience
    ) throws(ButtonError) -> InlineButton {
        let data = try ButtonData(action, parameter.description)
        let expiry = Context.current.clock.now + duration
        return InlineButton(label, data: try seal.close(data, for: member.telegramID, until: expiry))
    }
}
