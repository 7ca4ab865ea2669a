import Martlet
import NIOCore

/// The parameters of a call, however they were sent: in the query, or as JSON, urlencoded or multipart in the body.
///
/// As with Telegram itself, a parameter is a text: a number in decimal, an object or an array in JSON.
struct BotParameters: Sendable {
    /// The most parameters of a call.
    static let capacity = 100

    private var texts: [String: String] = [:]
    private var uploads: [String: Upload] = [:]

    init(query: Substring?, contentType: String?, body: ByteBuffer) throws(BotRefusal) {
        if let query { try add(URLEncodedForm.pairs(in: query)) }
        guard body.readableBytes > 0 else { return }
        let type = contentType ?? "application/json"
        switch type.prefix(while: { $0 != ";" && $0 != " " }).lowercased() {
        case "application/json": try add(json: body)
        case "application/x-www-form-urlencoded": try add(URLEncodedForm.pairs(in: String(buffer: body)[...]))
        case "multipart/form-data":
            guard let parts = MultipartForm.parts(of: body, contentType: type) else {
                throw .badRequest("can't parse multipart/form-data")
            }
            for part in parts {
                if part.isFile {
                    uploads[part.name] = Upload(name: part.fileName, contentType: part.contentType, bytes: part.bytes)
                } else {
                    texts[part.name] = String(buffer: part.bytes)
                }
            }
        default: break
        }
    }

    /// A parameter as it was sent; nil where it was not, or was empty.
    func text(_ name: String) -> String? {
        texts[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    func integer(_ name: String) -> Int64? {
        text(name).flatMap { Int64($0) }
    }

    func flag(_ name: String) -> Bool {
        text(name).map { ["true", "yes", "1"].contains($0.lowercased()) } ?? false
    }

    func json<Value: FieldValue>(_ name: String, as type: Value.Type = Value.self) -> Value? {
        text(name).flatMap { try? JSON.decode(from: ByteBuffer(string: $0)) }
    }

    /// The file that came with the call under the name itself, or under the one that its text says: `attach://name`.
    func upload(_ name: String) -> Upload? {
        if let text = text(name), text.hasPrefix("attach://") { return uploads[String(text.dropFirst(9))] }
        return uploads[name]
    }

    private mutating func add(_ pairs: [(String, String)]?) throws(BotRefusal) {
        guard let pairs, pairs.count <= Self.capacity else { throw .badRequest("can't parse URL-encoded parameters") }
        for (name, value) in pairs { texts[name] = value }
    }

    private mutating func add(json body: ByteBuffer) throws(BotRefusal) {
        guard let fields = try? JSON.decode([String: RawJSON].self, from: body), fields.count <= Self.capacity else {
            throw .badRequest("can't parse JSON object")
        }
        for (name, value) in fields where value != .placeholder {
            texts[name] = value.decoded(as: String.self) ?? value.description
        }
    }
}
