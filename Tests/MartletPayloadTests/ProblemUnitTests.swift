import MartletContext
import MartletPayload
import NIOCore
import Testing

@Suite struct ProblemUnitTests {
    static let kit: [(Problem, Int, String)] = [
        (.notFound(), 404, "NotFoundError"), (.notFound("Card", 7), 404, "CardNotFoundError"),
        (.methodNotAllowed(), 405, "MethodNotAllowedError"),
        (.malformedRequest("No JSON."), 400, "MalformedRequestError"),
        (.badRequest("FundsError", "Not enough."), 400, "FundsError"), (.validation([]), 422, "ValidationError"),
        (.authentication(), 401, "AuthenticationError"), (.permission(), 403, "PermissionError"),
        (.authServiceUnavailable(), 503, "AuthServiceUnavailableError"), (.conflict("Taken."), 409, "ConflictError"),
        (.conflict("CardTakenError", "Taken."), 409, "CardTakenError"),
        (.payloadTooLarge(limit: 1024), 413, "PayloadTooLargeError"),
        (.unsupportedMediaType(supported: ["application/json"]), 415, "UnsupportedMediaTypeError"),
        (.rateLimit(retryAfter: .seconds(3)), 429, "RateLimitError"), (.externalService(), 503, "ExternalServiceError"),
        (.unavailable(), 503, "UnavailableError"), (.deadline(), 504, "DeadlineError"),
        (.internalError(), 500, "InternalError"),
        (Problem(.requestTimeout, error: "SlowError", detail: "Slow."), 408, "SlowError"),
    ]

    @Test(arguments: kit.indices)
    func `S4-69 each problem of the kit has its status and declared name`(_ index: Int) throws {
        let (problem, status, error) = Self.kit[index]
        #expect(problem.status == status)
        #expect(problem.error == error)
        #expect(problem.type == "about:blank")
        #expect(!problem.title.isEmpty)
        #expect(!problem.detail.isEmpty)
        let copy: Problem = try JSON.decode(from: JSON.encode(problem))
        #expect(try JSON.encode(copy).text == JSON.encode(problem).text)
    }

    @Test
    func `C-01 S4-68 the golden JSON of a problem has its keys in order`() throws {
        var context = Context.current
        context.correlation = CorrelationID("c-1")
        let problem = context.run { CardError.notFound(ID(bits: 7)).problem }
        let golden =
            #"{"type":"about:blank","title":"Not Found","status":404,"#
            + #""detail":"There is no Card with the identifier 00000000-0000-0000-0000-000000000007.","#
            + #""error":"CardNotFoundError","#
            + #""details":{"resource_type":"Card","identifier":"00000000-0000-0000-0000-000000000007"},"#
            + #""correlation_id":"c-1"}"#
        #expect(try JSON.encode(problem).text == golden)
        #expect(Problem.contentType == "application/problem+json")
    }

    @Test
    func `S4-50 S4-53 a missing resource is named with its type and identifier`() {
        let problem = CardError.notFound(ID(bits: 1)).problem
        #expect(problem.details.description.contains(#""resource_type":"Card""#))
        #expect(problem.details.description.contains(#""identifier":"00000000-0000-0000-0000-000000000001""#))
        #expect(problem.detail == "There is no Card with the identifier 00000000-0000-0000-0000-000000000001.")
    }

    @Test
    func `S4-48 S4-49 a problem is a 500 with empty details unless it says otherwise`() throws {
        let problem = Problem(error: "OddError", detail: "Odd.")
        #expect(problem.correlation == nil)
        let golden =
            #"{"type":"about:blank","title":"Internal Server Error","status":500,"detail":"Odd.","error":"OddError","details":{}}"#
        #expect(try JSON.encode(problem).text == golden)
        let detailed = Problem(
            .conflict,
            error: "OddError",
            detail: "Odd.",
            details: .object { $0.field("a", 1) },
            type: "https://e.org/odd"
        )
        let text = try JSON.encode(detailed).text
        #expect(text.contains(#""type":"https://e.org/odd""#))
        #expect(text.contains(#""status":409"#))
        #expect(text.contains(#""details":{"a":1}"#))
    }

    @Test
    func `C-02 what is no JSON is a 400, what is not declared a 422 with its list`() throws {
        let malformed = try #require(decoded(Card.self, "{").error).problem
        #expect(malformed.status == 400)
        #expect(malformed.error == "MalformedRequestError")
        #expect(malformed.details.description == "{}")
        let invalid = try #require(decoded(Card.self, #"{"title":1}"#).error).problem
        #expect(invalid.status == 422)
        #expect(
            invalid.details.description
                == #"{"errors":[{"path":"title","code":"type","message":"Must be a string."}],"truncated":false}"#
        )
        let error = decoded(Card.self, #"{"title":1}"#).error
        #expect(error?.description == "invalid: The input does not match what is declared. title: Must be a string.")
        #expect(decoded(Card.self, "1").error?.description.hasSuffix("input: Must be an object.") == true)
    }

    @Test
    func `S1-11 S1-02 an error that is no problem is answered without its text`() {
        struct Leak: Error { let text = "password" }
        let answer = Problem(answering: Leak())
        #expect(answer.status == 500)
        #expect(answer.error == "InternalError")
        #expect(!answer.detail.contains("password"))
        #expect(Problem(answering: CardError.titleTaken).error == "CardTitleTakenError")
        #expect(Problem(answering: Problem.deadline()).status == 504)
    }

    @Test
    func `S4-57 waiting times travel beside the body`() throws {
        let problem = Problem.rateLimit(retryAfter: .seconds(3))
        #expect(problem.retryAfter == .seconds(3))
        #expect(try !JSON.encode(problem).text.contains("retry"))
        #expect(Problem.unavailable(retryAfter: .seconds(1)).retryAfter == .seconds(1))
    }

    @Test
    func `issues and foreign problems are read by clients`() throws {
        let issue = FieldIssue(path: "a[0]", code: "type", message: "Must be a string.")
        #expect(try JSON.decode(FieldIssue.self, from: JSON.encode(issue)) == issue)
        let foreign = #"{"title":"Teapot","status":418,"detail":"Short.","error":"TeapotError","balance":30}"#
        #expect(decoded(Problem.self, foreign).value?.type == "about:blank")
        #expect(decoded(Problem.self, #"{"title":"T","status":200,"detail":"","error":""}"#).issues == ["status range"])
    }

    enum CardError: ProblemConvertible {
        case notFound(ID<Card>)
        case titleTaken

        var problem: Problem {
            switch self {
            case .notFound(let id): .notFound("Card", id)
            case .titleTaken: .conflict("CardTitleTakenError", "Another card has this title.")
            }
        }
    }
}
