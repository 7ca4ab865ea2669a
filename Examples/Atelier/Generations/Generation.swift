import Martlet
import MartletMacros

/// A picture that somebody asked for.
@Record
struct Generation: Hashable {
    let id: ID<Generation>

    /// Who asked, and pays.
    let member: Int64

    /// Where the picture goes.
    let chat: Int64

    let prompt: Prompt

    /// The id of the model.
    let model: String

    let aspectRatio: String

    /// What the member pays, as it was when the picture was asked for.
    @Column(in: .rub) let price: Money

    let state: GenerationState

    /// Why there is no picture; nil while there may be one, and for one that an administrator paid back.
    let failure: GenerationFailure?

    /// The provider's name for it; nil until the provider has taken it.
    let task: TaskID?

    /// Where the provider keeps the picture, for a day or more.
    let resultURL: String?

    /// What Telegram sends the picture again by.
    let fileID: String?

    /// What it costs by the provider's price list; nil until it succeeded.
    let cost: Credits?

    /// The message that tells how it goes; nil when Telegram did not take one.
    let progressMessage: Int64?

    /// Whether that message says that the provider is at work.
    let isShownPainting: Bool

    let createdAt: Instant
    let startedAt: Instant?
    let finishedAt: Instant?
    let deliveredAt: Instant?
}
