import Martlet

/// A model that makes pictures, as it is offered.
struct ImageModel: Record, Sendable, Hashable {
    /// The id that people and buttons use, for example `z-image`.
    let id: String

    /// The name that people read.
    let name: String

    /// What one picture costs.
    let price: Money

    /// What the provider calls it.
    let providerModel: String

    /// What one picture costs by the provider's price list, which no answer of the provider confirms.
    let cost: Credits

    /// The aspect ratios that it can draw, the usual one first.
    let aspectRatios: [String]

    init(reading columns: inout some ColumnReader) throws {
        id = try columns.read("id")
        name = try columns.read("name")
        price = try columns.read("price", in: .rub)
        providerModel = try columns.read("provider_model")
        cost = try columns.read("cost")
        aspectRatios = (try columns.read("aspect_ratios") as String).split(separator: ",").map(String.init)
    }
}
