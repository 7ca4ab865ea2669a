import Martlet
import MartletTesting
import NIOCore
@testable import StandIns
import Testing

/// The API of the provider's stand-in over real HTTP.
@Suite(.timeLimit(.minutes(10)))
struct ProviderRoutesIntegrationTests {
    private func with(_ body: (ProviderServer, HTTPClient) async throws -> Void) async throws {
        try await ProviderServer.with { provider in
            let client = try HTTPClient(
                "test",
                HTTPClientConfiguration(
                    baseURL: provider.address,
                    headers: ["authorization": "Bearer \(provider.standIn.key.reveal())"],
                    retry: RetryPolicy(attempts: 1)
                )
            )
            try await body(provider, client)
            try await client.shutdown()
        }
    }

    private func post(_ body: String, to client: HTTPClient) async throws -> HTTPClient.Response {
        let path: RequestPath = "/api/v1/jobs/createTask"
        return try await client.send(HTTPClient.Request(.post, path, body: ByteBuffer(string: body)))
    }

    @Test func `a picture is ordered, asked for and fetched`() async throws {
        try await with { provider, client in
            let order = #"{"model":"z-image","input":{"prompt":"a cat","aspect_ratio":"1:1"},"new":1}"#
            let created: ReadAnswer = try await post(order, to: client).decode()
            let data = try #require(created.data)
            let id = try JSON.decode(ReadTask.self, from: ByteBuffer(bytes: data.bytes)).id
            let early = try await client.send(HTTPClient.Request(.get, "/stand-in/pictures/\(id).png"))
            #expect(early.status == 404, "the picture is not there before the task has succeeded")
            provider.clock.advance(by: ProviderPace().total)
            let record = try await client.send(HTTPClient.Request(.get, "/api/v1/jobs/recordInfo?taskId=\(id)"))
            let text = String(buffer: record.body)
            #expect(text.contains(#""message":"success""#) && !text.contains(#""msg""#))
            #expect(text.contains("\(provider.address)/stand-in/pictures/\(id).png"))
            let picture = try await client.send(HTTPClient.Request(.get, "/stand-in/pictures/\(id).png"))
            #expect(picture.header("content-type") == "image/png")
            #expect(try await picture.body == Painter().picture(of: "a cat"))
        }
    }

    @Test func `a query too many is answered 429 with HTTP 200, and orders are not`() async throws {
        try await with { provider, client in
            let id = try Context.still(provider.clock).run { try provider.standIn.order().id }
            let query = HTTPClient.Request(.get, "/api/v1/jobs/recordInfo?taskId=\(id)")
            var codes: [Int] = []
            for _ in 1...11 {
                let response = try await client.send(query)
                #expect(response.status == 200)
                codes.append(try response.decode(ReadAnswer.self).code)
            }
            #expect(codes == Array(repeating: 200, count: 10) + [429])
            let order = #"{"model":"z-image","input":{"prompt":"a cat"}}"#
            #expect(try await post(order, to: client).decode(ReadAnswer.self).code == 200)
        }
    }

    @Test(arguments: [
        "", "nonsense", "[]", #"{"model":"z-image"}"#, #"{"model":"","input":{"prompt":"a"}}"#,
        #"{"model":"z-image","input":{"prompt":""}}"#, #"{"model":"z-image","input":{"prompt":7}}"#,
    ])
    func `an order that is wrong is answered 422 with HTTP 200`(body: String) async throws {
        try await with { provider, client in
            let response = try await post(body, to: client)
            #expect(response.status == 200)
            #expect(try response.decode(ReadAnswer.self).code == 422)
            #expect(provider.standIn.taskCount == 0)
        }
    }

    @Test func `a wrong or missing key is answered 401 with HTTP 200`() async throws {
        try await with { _, client in
            for authorization in ["Bearer wrong", "", "stand-in-for-development-only"] {
                let headers = ["authorization": authorization]
                let response = try await client.send(HTTPClient.Request(.get, "/api/v1/chat/credit", headers: headers))
                #expect(response.status == 200)
                #expect(try response.decode(ReadAnswer.self).code == 401)
            }
        }
    }

    @Test(arguments: [("?taskId=unknown", 404), ("", 422), ("?taskId=", 422)])
    func `a record that is not there is answered with its code`(query: String, code: Int) async throws {
        try await with { _, client in
            let request =
                switch query {
                case "": HTTPClient.Request(.get, "/api/v1/jobs/recordInfo")
                case "?taskId=": HTTPClient.Request(.get, "/api/v1/jobs/recordInfo?taskId=")
                default: HTTPClient.Request(.get, "/api/v1/jobs/recordInfo?taskId=unknown")
                }
            let response = try await client.send(request)
            #expect(try response.decode(ReadAnswer.self).code == code)
        }
    }

    @Test func `credits are a number`() async throws {
        try await with { provider, client in
            let answer: ReadAnswer = try await client.get("/api/v1/chat/credit")
            #expect(answer.code == 200)
            #expect(answer.data?.description == "\(provider.standIn.credits)")
        }
    }
}
