import MartletHTTPClient
import MartletPayload

/// The example of the module's landing page; it has to compile.
func landingPageExample() async throws {
    // snippet: MartletHTTPClient
    let billing = try HTTPClient("billing", HTTPClientConfiguration(baseURL: "https://billing.example"))
    let token = Secret("a-secret-that-no-log-shows")
    let invoices = try await billing.get("/accounts/\(token)/invoices", as: [String].self, timeout: .seconds(2))
    try await billing.shutdown()
    // end
    _ = invoices
}
