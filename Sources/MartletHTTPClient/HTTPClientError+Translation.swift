internal import AsyncHTTPClient
internal import MartletContext
internal import MartletResilience
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix

extension HTTPClientError {
    /// Turns whatever ended a call into an error without secrets, or a `CancellationError` when the task is cancelled.
    ///
    /// The transport's own errors may hold the URL or header values: only their kind is taken over.
    static func translating(_ error: any Error, of call: Call) -> any Error {
        if Task.isCancelled || error is CancellationError { return CancellationError() }
        return switch error {
        case let error as HTTPClientError: error
        case let error as ResilienceError: timeout(error, call)
        case let error as AsyncHTTPClient.HTTPClientError: transport(error, call)
        case is NIOTooManyBytesError:
            HTTPClientError(
                .answerTooLarge,
                call,
                message: "The answer's body is over the client's bound. Ask for less, or raise responseLimit."
            )
        case HTTPParserError.invalidEOFState: connection("it broke off in the middle of the answer", call)
        case is HTTPParserError:
            HTTPClientError(
                .malformedAnswer,
                call,
                message: "The answer is not HTTP. Check that the address is that of the service."
            )
        default: connection(reason(of: error), call)
        }
    }

    private static func transport(_ error: AsyncHTTPClient.HTTPClientError, _ call: Call) -> HTTPClientError {
        switch error.shortDescription {
        case AsyncHTTPClient.HTTPClientError.alreadyShutdown.shortDescription,
            AsyncHTTPClient.HTTPClientError.cancelled.shortDescription:
            HTTPClientError(
                .shutDown,
                call,
                message: "The client was shut down. Shut it down after everything that uses it."
            )
        case AsyncHTTPClient.HTTPClientError.invalidHeaderFieldNames([]).shortDescription,
            AsyncHTTPClient.HTTPClientError.invalidHeaderFieldValues([]).shortDescription,
            AsyncHTTPClient.HTTPClientError.invalidURL.shortDescription,
            AsyncHTTPClient.HTTPClientError.traceRequestWithBody.shortDescription:
            HTTPClientError(
                .invalidRequest,
                call,
                message: "\(error.shortDescription). Check the base URL and the headers of the request."
            )
        default: connection(error.shortDescription, call)
        }
    }

    private static func connection(_ reason: String, _ call: Call) -> HTTPClientError {
        HTTPClientError(
            .connection,
            call,
            message: "The connection failed: \(reason). Check the service's address, its state and the network."
        )
    }

    /// What is known to be fit for a log: the system's own words, else only the type.
    private static func reason(of error: any Error) -> String {
        switch error {
        case let error as IOError: "\(SystemFailure(code: error.errnoCode))"
        case let error as NIOConnectionError:
            if let first = error.connectionErrors.first {
                reason(of: first.error)
            } else {
                "the name of the host was not found"
            }
        default: "\(type(of: error))"
        }
    }
}
