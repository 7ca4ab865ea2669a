import Logging
import Martlet

/// What needs the database.
struct ItemRoutes: Routes {
    let items: ItemService
    let logLevel: Logger.Level

    func register(on routes: RouteGroup<RequestContext>) {
        routes.group(access: .public, logLevel: logLevel) { routes in
            routes.get("async-db", summary: "Items by their price") { (payload: ItemRangePayload, _) in
                try await items.getList(payload)
            }
            routes.get("crud/items", summary: "A page of a category") { (payload: ItemPagePayload, _) in
                try await items.getPage(payload)
            }
            routes.get("crud/items/:id", summary: "One item") { (payload: ItemGetPayload, _) in
                try await items.getOne(payload)
            }
            routes.post("crud/items", summary: "Create or replace an item") { (payload: ItemCreatePayload, _) in
                Created(try await items.createOne(payload))
            }
            routes.put("crud/items/:id", summary: "Change an item") { (payload: ItemUpdatePayload, _) in
                try await items.updateOne(payload)
            }
        }
    }
}
