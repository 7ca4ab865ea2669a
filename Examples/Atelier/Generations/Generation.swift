import Martlet

/// A picture that somebody asked for.
struct Generation: Record, Hashable {
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
    let price: Money

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

    init(reading columns: inout some ColumnReader) throws {
        id = try columns.read("id")
        member = try columns.read("member")
        chat = try columns.read("chat")
        prompt = try columns.read("prompt")
        model = try columns.read("model")
        aspectRatio = try columns.read("aspect_ratio")
        price = Money(minor: try columns.read("price"), currency: .rub)
        state = try columns.read("state")
        failure = try columns.read("failure")
        task = try columns.read("task")
        resultURL = try columns.read("result_url")
        fileID = try columns.read("file_id")
        cost = try columns.read("cost")
        progressMessage = try columns.read("progress_message")
        isShownPainting = try columns.read("is_shown_painting")
        createdAt = try columns.read("created_at")
        startedAt = try columns.read("started_at")
        finishedAt = try columns.read("finished_at")
        deliveredAt = try columns.read("delivered_at")
    }
}
