/// An error that knows which answer a client gets; everything else is answered as an internal error without detail.
///
/// ```swift
/// enum CardError: ProblemConvertible {
///     case notFound(ID<Card>)
///     case titleTaken
///
///     var problem: Problem {
///         switch self {
///         case .notFound(let id): .notFound("Card", id)
///         case .titleTaken: .conflict("CardTitleTakenError", "Another card has this title.")
///         }
///     }
/// }
/// ```
public protocol ProblemConvertible: Error {
    /// The answer for the client: nothing internal, and no value that it sent.
    var problem: Problem { get }
}
