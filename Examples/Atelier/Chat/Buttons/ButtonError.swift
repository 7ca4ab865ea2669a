/// Why a button cannot be made, or its press means nothing.
enum ButtonError: Error, Hashable {
    /// It has no action.
    case withoutAction
    /// It carries more bytes than there is room for.
    case tooLong(Int)
    /// What it carries is nothing that the bot writes.
    case malformed
    /// It was made for somebody else, or by somebody else.
    case notGenuine
    /// It is too old.
    case expired
}
