import Martlet

/// What a member's pictures are painted with.
struct Preference: Sendable, Hashable {
    let model: ImageModel

    /// One that the model draws.
    let aspectRatio: String

    /// Takes what was chosen as far as it is offered, and the usual for the rest; nil when no model is offered.
    init?(model: String?, aspectRatio: String?, among models: [ImageModel]) {
        guard let model = models.first(where: { $0.id == model }) ?? models.first,
            let ratio = model.aspectRatios.first(where: { $0 == aspectRatio }) ?? model.aspectRatios.first
        else { return nil }
        self.model = model
        self.aspectRatio = ratio
    }
}

/// What can be chosen, and what is.
struct Offer: Sendable {
    let models: [ImageModel]
    let preference: Preference
}
