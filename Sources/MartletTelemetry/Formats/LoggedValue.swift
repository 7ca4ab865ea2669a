import Logging

/// A metadata value with its type made out, as far as metadata tells.
enum LoggedValue {
    /// A number or a truth value, as JSON writes it.
    case literal(String)
    case text(String)
    case list([Logger.MetadataValue])
    case object([(name: String, value: Logger.MetadataValue)])

    init(_ value: Logger.MetadataValue) {
        switch value {
        case .string(let text): self = .text(text)
        case .array(let values): self = .list(values)
        case .dictionary(let fields):
            self = .object(fields.map { (name: $0.key, value: $0.value) }.sorted { $0.name < $1.name })
        case .stringConvertible(let box): self = .init(box)
        }
    }

    private init(_ box: any CustomStringConvertible) {
        switch box {
        case let text as String: self = .text(text)
        case is any BinaryInteger, is Bool: self = .literal(box.description)
        case let number as Double: self = number.isFinite ? .literal(number.description) : .text(number.description)
        case let number as Float: self = number.isFinite ? .literal(number.description) : .text(number.description)
        default: self = .text(box.description)
        }
    }
}
