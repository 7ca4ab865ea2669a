import Martlet
import NIOCore

/// The methods of the provider of generated images that the service calls.
///
/// They throw a ``ProviderError`` for a refusal, and an `HTTPClientError` where no answer came.
struct ProviderAPI: Component {
    /// How often the provider lets a key ask within a second.
    static let queriesPerSecond = 10

    private let client: HTTPClient
    private let queries = CallLimit(perSecond: Self.queriesPerSecond)

    init(_ settings: ProviderSettings) throws {
        client = try HTTPClient(
            "kie",
            HTTPClientConfiguration(
                baseURL: settings.apiURL,
                secretHeaders: ["authorization": Secret("Bearer \(settings.key.reveal())")],
                // Whoever asks has a schedule to ask again.
                retry: RetryPolicy(attempts: 1),
                sendsCorrelation: false
            )
        )
    }

    func drain(until deadline: Deadline) async {
        try? await client.shutdown()
    }

    /// Has a picture made; tried once, because a call that is repeated makes and costs another.
    func createTask(_ payload: NewTaskPayload) async throws -> TaskID {
        var request = HTTPClient.Request(.post, "/api/v1/jobs/createTask", timeout: .seconds(30))
        try request.setJSON(payload)
        return try await send(request, "createTask", as: TaskReference.self, otherwise: .unnamedTask).task
    }

    /// Asks how a task fares; this alone decides, whatever a callback said.
    ///
    /// It waits for five seconds only, because it will be asked again; an order waits for thirty, lest it be made twice.
    func record(of task: TaskID) async throws -> TaskRecord {
        try await queries.wait()
        let request = HTTPClient.Request(.get, "/api/v1/jobs/recordInfo?taskId=\(task)", timeout: .seconds(5))
        guard let record = try await send(request, "recordInfo", as: TaskRecordData.self).record else {
            throw ProviderError(call: "recordInfo", code: .unreadable, reason: "no resultUrls", retryAfter: nil)
        }
        return record
    }

    private func send<Success: FieldValue>(
        _ request: HTTPClient.Request,
        _ call: String,
        as type: Success.Type,
        otherwise code: ProviderError.Code = .unreadable
    ) async throws -> Success {
        let response = try await client.send(request)
        func failure(_ code: ProviderError.Code, _ reason: String) -> ProviderError {
            ProviderError(call: call, code: code, reason: reason, retryAfter: response.retryAfter)
        }
        guard let envelope: ProviderEnvelope = try? response.decode() else {
            // A gateway in between spoke, which says nothing about the call.
            throw failure(response.status == 429 ? .limited : .unreadable, "status \(response.status)")
        }
        guard envelope.code == 200, response.isSuccess else {
            let refusal = envelope.code == 200 ? response.status : envelope.code
            throw failure(ProviderError.Code(rawValue: refusal), envelope.message ?? "")
        }
        guard let data = envelope.data,
            let success = try? JSON.decode(Success.self, from: ByteBuffer(bytes: data.bytes))
        else { throw failure(code, "data is not what was declared") }
        return success
    }
}
