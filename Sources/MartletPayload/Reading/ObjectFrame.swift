/// Where the reader stands within one object.
struct ObjectFrame {
    /// Whether the object may hold more fields behind the reader's position.
    var isOpen = false

    /// Whether no field of the object was read yet.
    var isFirst = true

    /// Whether this is the outermost object, to which parameters of the request belong.
    var isRoot = true

    /// Where this object's part of the skipped fields begins.
    var firstSkipped = 0

    /// Where this object's part of the declared names begins.
    var firstName = 0

    /// How many issues there were before this object.
    var issuesBefore = 0
}

/// A string of the input between its quotes.
struct StringToken {
    var range: Range<Int>
    var hasEscapes: Bool
}

/// A field that was passed over because another one was asked for.
struct SkippedField {
    let key: StringToken
    let start: Int
    var isClaimed = false
}
