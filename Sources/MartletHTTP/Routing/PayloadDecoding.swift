import HTTPTypes
import MartletPayload
import NIOCore

/// Decodes one kind of payload from requests: path, query and body, and the headers that it names.
struct PayloadDecoding<Content: Payload>: Sendable {
    private let headers: [(field: HTTPField.Name, name: String)]

    init() {
        var probe = HeaderProbe()
        _ = Content(reading: &probe)
        headers = probe.names.compactMap { name in HTTPField.Name(name).map { ($0, name) } }
    }

    /// Returns the payload; throws every error that it has as one.
    func decode(_ request: RequestContext, body: ByteBuffer?) throws -> Content {
        var parameters = Parameters()
        for (name, value) in request.pathParameters { parameters.append(value, named: name, in: .path) }
        if let query = request.query {
            let isWellFormed = URLText.forEachPair(in: query) { parameters.append($1, named: $0, in: .query) }
            guard isWellFormed else { throw Problem.malformedRequest("The query is malformed.") }
        }
        for (field, name) in headers {
            for value in request.head.headerFields[values: field] { parameters.append(value, named: name, in: .header) }
        }
        if body != nil { try checkMediaType(of: request) }
        return try Content(body: body, parameters: parameters)
    }

    /// A body without a declared type is taken for JSON; one declared as anything else is refused.
    private func checkMediaType(of request: RequestContext) throws {
        guard let declared = request.head.headerFields[.contentType] else { return }
        let type = declared.prefix { $0 != ";" && $0 != " " }.lowercased()
        guard type == Response.json || type.hasSuffix("+json") else {
            throw Problem.unsupportedMediaType(supported: [Response.json])
        }
    }
}

/// Notes which headers a payload reads, so that a request's other headers are never copied.
private struct HeaderProbe: FieldReader {
    private(set) var names: [String] = []

    private mutating func note<Value>(_ field: Field<Value>) {
        if field.source == .header { names.append(field.name.description) }
    }

    mutating func require<Value: FieldValue>(_ field: Field<Value>) -> Value {
        note(field)
        return Value.placeholder
    }

    mutating func find<Value: FieldValue>(_ field: Field<Value>) -> Patch<Value> {
        note(field)
        return .absent
    }

    mutating func find<Value: FieldValue>(_ field: Field<Value>, default value: Value) -> Value {
        note(field)
        return value
    }

    mutating func check(
        _ holds: @autoclosure () -> Bool,
        at field: StaticString,
        code: StaticString,
        message: StaticString
    ) {}
}
