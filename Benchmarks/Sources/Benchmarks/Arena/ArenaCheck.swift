import Logging
import MartletHTTPClient
import MartletPayload
import MartletResilience
import NIOCore

/// Compares the arena's answers with what they have to be.
struct ArenaCheck {
    private let client: HTTPClient

    init(address: String) throws {
        let once = RetryPolicy(attempts: 1, backoff: .constant(.zero))
        client = try HTTPClient("arena", HTTPClientConfiguration(baseURL: address, retry: once))
    }

    func run() async throws {
        try await lending {
            try await checkDataset()
            try await checkLists()
            try await checkItems()
        }
    }

    func runWithoutDatabase() async throws {
        try await lending {
            try await checkDataset()
            try await expect(503, .get, "/async-db")
            try await expect(503, .get, "/crud/items/42")
        }
    }

    private func checkDataset() async throws {
        let hello = try await expect(200, .get, "/hello")
        try demand(String(buffer: hello.body) == "hello", "a greeting", hello)
        let json = try await expect(200, .get, "/json/5?m=7")
        let list = try json.decode(ArenaList.self)
        let totals = list.items.allSatisfy { $0.total == $0.price * $0.quantity * 7 }
        try demand(list.count == 5 && list.items.count == 5 && totals, "five items with totals", json)
        try await expect(422, .get, "/json/51?m=7")
    }

    private func checkLists() async throws {
        let cheap = try await expect(200, .get, "/async-db?min=10&max=50&limit=20")
        let list = try cheap.decode(ArenaList.self)
        let areCheap = list.items.allSatisfy { (10...50).contains($0.price) && (1...4).contains($0.tags.count) }
        try demand(list.count == 20 && list.items.count == 20 && areCheap, "twenty items of that price", cheap)
        let most = try await expect(200, .get, "/async-db?limit=500")
        try demand(try most.decode(ArenaList.self).items.count == 50, "fifty items at most", most)
        let first = try await expect(200, .get, "/crud/items?category=electronics&page=1&limit=10")
        let second = try await expect(200, .get, "/crud/items?category=electronics&page=2&limit=10")
        let items = try first.decode(ArenaPage.self).items + second.decode(ArenaPage.self).items
        let ids = items.map(\.id)
        let areInOrder = items.count == 20 && ids == ids.sorted() && Set(ids).count == 20
        try demand(areInOrder && items.allSatisfy { $0.category == "electronics" }, "two pages in order", second)
    }

    private func checkItems() async throws {
        try await expectItem(42, from: "MISS")
        try await expectItem(42, from: "HIT")
        let change = #"{"name":"Changed Item","price":30,"quantity":5}"#
        try await expect(200, .put, "/crud/items/42", change)
        let changed = try await expectItem(42, from: "MISS")
        try demand(try changed.decode(ArenaItem.self).name == "Changed Item", "the changed item", changed)
        let item = #"{"id":100001,"name":"New Item","category":"test","price":25,"quantity":10}"#
        try await expect(201, .post, "/crud/items", item)
        try await expect(201, .post, "/crud/items", item)
        try await expectItem(100_001, from: "MISS")
        try await expect(404, .get, "/crud/items/999999999")
        try await expect(404, .put, "/crud/items/999999999", change)
    }

    @discardableResult
    private func expectItem(_ id: Int, from cache: String) async throws -> HTTPClient.Response {
        let answer = try await expect(200, .get, "/crud/items/\(id)")
        let isIt = try answer.decode(ArenaItem.self).id == id && answer.header("X-Cache") == cache
        try demand(isIt, "item \(id) and X-Cache \(cache)", answer)
        return answer
    }

    @discardableResult
    private func expect(
        _ status: Int,
        _ method: HTTPClient.Method,
        _ path: RequestPath,
        _ body: String? = nil
    ) async throws -> HTTPClient.Response {
        let headers = body == nil ? [:] : ["content-type": "application/json"]
        let content = body.map { ByteBuffer(string: $0) }
        let request = HTTPClient.Request(method, path, headers: headers, body: content, logLevel: .debug)
        let answer = try await client.send(request)
        try demand(answer.status == status, "\(status) for \(request)", answer)
        return answer
    }

    private func demand(_ holds: Bool, _ what: String, _ answer: HTTPClient.Response) throws {
        guard !holds else { return }
        throw BenchmarkError("The arena should answer \(what), not \(answer.status) \(String(buffer: answer.body)).")
    }

    private func lending(_ body: () async throws -> Void) async throws {
        do { try await body() } catch {
            try await client.shutdown()
            throw error
        }
        try await client.shutdown()
    }
}
