import Logging
import Martlet

/// What needs no database.
struct DatasetRoutes: Routes {
    let dataset: [Item]
    let logLevel: Logger.Level

    func register(on routes: RouteGroup<RequestContext>) {
        routes.group(access: .public, logLevel: logLevel) { routes in
            routes.get("hello", summary: "A greeting") { _ in PlainText("hello") }
            routes.get("json/:count", summary: "The first items of the data set") { (payload: PricePayload, _) in
                ItemList(dataset.prefix(payload.count).map { PricedItem($0, times: payload.multiplier) })
            }
        }
    }
}

/// How many items are wanted, and what their prices are multiplied by.
struct PricePayload: Payload {
    let count: Int
    let multiplier: Int

    init(reading fields: inout some FieldReader) {
        count = fields.required("count", .range(1...50))
        multiplier = fields.optional("m", .range(1...1000), default: 1)
    }

    func write(to object: inout ObjectWriter) {
        object.field("count", count)
        object.field("m", multiplier)
    }
}

/// An item and what all of it costs.
struct PricedItem: Payload {
    let item: Item
    let total: Int

    init(_ item: Item, times multiplier: Int) {
        self.item = item
        total = item.price * item.quantity * multiplier
    }

    init(reading fields: inout some FieldReader) {
        item = Item(reading: &fields)
        total = fields.required("total")
    }

    func write(to object: inout ObjectWriter) {
        item.write(to: &object)
        object.field("total", total)
    }
}
