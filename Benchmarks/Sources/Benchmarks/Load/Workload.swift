import ArgumentParser
import NIOCore

/// What is asked for over and over.
enum Workload: String, ExpressibleByArgument, CaseIterable {
    /// Updates that Telegram posts to a webhook, each with an id of its own.
    case updates
    /// The arena's greeting.
    case hello
    /// The arena's items with totals.
    case json
    /// The arena's items by their price.
    case asyncDB = "async-db"
    /// The arena's pages of a category.
    case crudPage = "crud-page"
    /// The arena's items one by one, of which many are in its cache.
    case crudItem = "crud-item"
    /// The arena's new and replaced items.
    case crudCreate = "crud-create"
    /// The arena's changed items.
    case crudUpdate = "crud-update"

    /// The requests of one of so many connections.
    func requests(of connection: Int, among connections: Int) -> any RequestSource {
        guard self != .updates else { return UpdateRequests(first: connection, step: connections) }
        let requests = arenaRequests
        return CycledRequests(requests, from: connection * requests.count / connections)
    }

    private var arenaRequests: [ByteBuffer] {
        switch self {
        case .updates: []
        case .hello: [get("/hello")]
        case .json:
            [(1, 3), (5, 7), (10, 2), (15, 5), (25, 4), (40, 8), (50, 6)].map { get("/json/\($0)?m=\($1)") }
        case .asyncDB: [5, 10, 20, 35, 50].map { get("/async-db?min=10&max=50&limit=\($0)") }
        case .crudPage: (1...10).map { get("/crud/items?category=electronics&page=\($0)&limit=10") }
        case .crudItem: (1...5000).map { get("/crud/items/\($0)") }
        case .crudCreate:
            (100_001...101_000).map { id in
                let item = #"{"id":\#(id),"name":"New Item","category":"test","price":25,"quantity":10}"#
                return send("POST", "/crud/items", item)
            }
        case .crudUpdate:
            (1...1000).map { send("PUT", "/crud/items/\($0)", #"{"name":"Changed Item","price":30,"quantity":5}"#) }
        }
    }

    private func get(_ target: String) -> ByteBuffer {
        ByteBuffer(string: "GET \(target) HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    }

    private func send(_ method: String, _ target: String, _ body: String) -> ByteBuffer {
        ByteBuffer(
            string: """
                \(method) \(target) HTTP/1.1\r
                Host: 127.0.0.1\r
                Content-Type: application/json\r
                Content-Length: \(body.utf8.count)\r
                \r
                \(body)
                """
        )
    }
}
