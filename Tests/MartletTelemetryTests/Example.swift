import Logging
import MartletContext
import MartletTelemetry
import Metrics

/// The example of the module's landing page; it has to compile.
func landingPageExample(serve: () async throws -> Void) async throws {
    // snippet: MartletTelemetry
    let output = try LogOutput(LogSettings(level: .info, format: .json))
    let registry = PrometheusRegistry()
    registry.observeProcess()
    registry.observe(output)

    var context = Context.current
    context.logger = output.makeLogger(label: "shop")
    try await withMetricsFactory(registry) {
        try await context.run { try await serve() }
    }
    _ = await output.flush(within: .seconds(2))
    // end
}
