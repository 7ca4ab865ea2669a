@testable import Atelier
import Martlet

/// A row that no database has, by the names of its columns.
struct SampleRow: ColumnReader {
    let values: [String: any Sendable]

    mutating func read<Value: ColumnValue>(_ column: StaticString) throws -> Value {
        guard let value = values["\(column)"] as? Value else {
            throw DatabaseError(.decoding, "The sample has no \(column).")
        }
        return value
    }
}

extension ImageModel {
    /// A model that costs 9.50 roubles.
    static func sample(_ id: String, ratios: [String]) -> ImageModel {
        let values: [String: any Sendable] = [
            "id": id, "name": id, "price": Int64(950), "provider_model": id, "cost": Credits(hundredths: 80),
            "aspect_ratios": ratios.joined(separator: ","),
        ]
        var row = SampleRow(values: values)
        do { return try ImageModel(reading: &row) } catch { preconditionFailure("A sample has every column: \(error)") }
    }
}

extension Member {
    /// The member whose Telegram id is 7.
    static func sample(_ firstName: String = "Ada", _ username: String? = nil, language: Language) throws -> Member {
        var row = SampleRow(values: [
            "id": Int64(1), "telegram_id": Int64(7), "username": username, "first_name": firstName,
            "language": language,
        ])
        return try Member(reading: &row)
    }
}

extension Generation {
    /// A picture of a red bird for 9 roubles.
    static func sample(_ state: GenerationState, isDelivered: Bool) throws -> Generation {
        let now = Context.current.clock.now
        var row = SampleRow(values: [
            "id": ID<Generation>(), "member": Int64(1), "chat": Int64(7), "prompt": try Prompt("a red bird"),
            "model": "z-image", "aspect_ratio": "1:1", "price": Int64(900), "state": state,
            "is_shown_painting": false, "created_at": now, "delivered_at": isDelivered ? now : nil as Instant?,
        ])
        return try Generation(reading: &row)
    }
}
