import Martlet
import MartletMacros

/// The SQL of preferences.
struct PreferenceStore: Sendable {
    func getOne(of member: Member) -> Statement<StoredPreference?> {
        "SELECT model, aspect_ratio FROM preferences WHERE member = \(member.id)"
    }

    /// Notes a preference; what is nil stays as it was.
    func upsertOne(_ member: Member, model: String?, aspectRatio: String?) -> Statement<Changes> {
        """
        INSERT INTO preferences (member, model, aspect_ratio) VALUES (\(member.id), \(model), \(aspectRatio))
        ON CONFLICT (member) DO UPDATE SET
            model = COALESCE(excluded.model, preferences.model),
            aspect_ratio = COALESCE(excluded.aspect_ratio, preferences.aspect_ratio)
        """
    }
}

/// A preference as it was stored, offered still or not.
@Record
struct StoredPreference {
    let model: String?
    let aspectRatio: String?
}
