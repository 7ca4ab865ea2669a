import CLibpq
import MartletDatabase

/// What the server says of a failure, in the kit's terms.
struct ServerReport {
    /// The SQLSTATE; empty when the failure is libpq's own.
    let state: String

    private let severity: String
    private let message: String
    private let constraint: String?
    private let column: String?

    init(_ result: QueryResult) {
        state = result.field(clibpq_field_state) ?? ""
        severity = result.field(clibpq_field_severity) ?? ""
        message = result.field(clibpq_field_message) ?? "the server did not say why"
        constraint = result.field(clibpq_field_constraint)
        let names = [result.field(clibpq_field_table), result.field(clibpq_field_column)].compactMap(\.self)
        column = names.isEmpty ? nil : names.joined(separator: ".")
    }

    /// Tells whether the server hangs up with this message.
    var endsConnection: Bool {
        severity == "FATAL" || severity == "PANIC" || state.hasPrefix("08")
    }

    /// The error for the caller; the server's details are left out, because they quote values.
    var error: DatabaseError {
        var error = DatabaseError(code, text)
        error.constraint = constraint
        error.column = column
        error.engineCode = engineCode
        return error
    }

    /// The SQLSTATE, where the server gave one.
    var engineCode: String? { state.isEmpty ? nil : state }

    private var code: DatabaseError.Code {
        switch state {
        case "23505", "23P01": .uniqueViolation
        case "23503", "23001": .foreignKeyViolation
        case "23514": .checkViolation
        case "23502": .notNullViolation
        case "40001": .serializationFailure
        case "40P01": .deadlock
        case "55P03": .lockTimeout
        case "57014": .deadlineExceeded
        case "53100", "53200": .full
        case "53300": .overloaded
        case "25006": .readOnly
        case "57P01", "57P02", "57P03", "57P05", "25P03": .connection
        // A statement prepared before its table changed: the same transaction works when it is run again.
        case "26000": .serializationFailure
        case "0A000" where message.hasPrefix("cached plan"): .serializationFailure
        case "XX001", "XX002": .corrupted
        default: state.hasPrefix("08") ? .connection : .statement
        }
    }

    /// The server's sentence, unless its kind quotes values.
    private var text: String {
        switch state {
        case "23505": "A row with the same unique value exists."
        case "57014": "The server stopped the statement, because it took longer than it may."
        case "55P03": "A lock was not free in time."
        case "53100": "The server's disk is full; make room."
        case let state where state.hasPrefix("22"):
            "A value does not fit: it is malformed, out of range or too long for its column or parameter."
        default: message
        }
    }
}
