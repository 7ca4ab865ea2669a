import HTTPTypes

/// A request's target, cut at the question mark.
struct Target {
    let path: String
    let query: Substring?

    init(_ target: String) {
        guard let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) else {
            path = target
            query = nil
            return
        }
        path = String(target[..<mark])
        query = target[target.index(after: mark)...]
    }
}
