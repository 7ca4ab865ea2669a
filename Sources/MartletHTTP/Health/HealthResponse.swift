import MartletPayload

/// The answer of the health routes: what holds, and no text from inside.
struct HealthResponse: Payload {
    let status: String
    let checks: [HealthCheckResponse]

    init(status: String, checks: [HealthCheckResponse] = []) {
        self.status = status
        self.checks = checks
    }

    init(reading fields: inout some FieldReader) {
        status = fields.required("status", about: "healthy, live or ready.")
        checks = fields.optional("checks", default: [], about: "The checks by name.")
    }

    func write(to object: inout ObjectWriter) {
        object.field("status", status)
        if !checks.isEmpty { object.field("checks", checks) }
    }
}

/// One check in the answer of the health routes.
struct HealthCheckResponse: Payload {
    let name: String
    let status: String

    init(_ entry: HealthReport.Entry) {
        name = entry.name
        status = entry.isHealthy ? "healthy" : "unhealthy"
    }

    init(reading fields: inout some FieldReader) {
        name = fields.required("name", about: "The check's name.")
        status = fields.required("status", about: "healthy or unhealthy.")
    }

    func write(to object: inout ObjectWriter) {
        object.field("name", name)
        object.field("status", status)
    }
}
