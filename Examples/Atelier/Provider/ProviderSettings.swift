import Martlet
import StandIns

/// How the service talks with the provider of generated images, or with its stand-in where nothing is configured.
struct ProviderSettings {
    let key: Secret<String>
    let apiURL: String

    /// What callbacks are signed with.
    let callbackKey: Secret<String>

    /// Where the provider tells that a picture is made; nil where it cannot reach the service.
    let callbackURL: String?

    /// Where pictures are in development, which is no address on the internet; nil elsewhere.
    let pictureURL: String?

    /// The stand-in in this process, where it takes the provider's place.
    let standIn: ProviderStandIn?

    private static let standardURL = "https://api.kie.ai"

    /// Reads `KIE_API_KEY`, `KIE_API_URL` and `KIE_CALLBACK_KEY`.
    ///
    /// Throws a `SettingsError` that names the setting to correct.
    init(_ settings: Settings, publicURL: String? = nil) throws {
        let kie = settings.scoped(to: "kie")
        let given = try kie.secret(
            "api.key",
            about: "Key of the provider of images; without one, development has a stand-in."
        )
        let url = try kie.value("api.url", default: Self.standardURL, about: "Where the provider's API is.")
        let givenCallbackKey = try kie.secret(
            "callback.key",
            about: "What the provider signs callbacks with; the API key unless it is set."
        )
        try Self.check(given, as: "KIE_API_KEY")
        try Self.check(givenCallbackKey, as: "KIE_CALLBACK_KEY")
        guard (try? HTTPClient("check", HTTPClientConfiguration(baseURL: url))) != nil else {
            throw kie.unusable("api.url", "http:// or https://, a host, and maybe a port and a path")
        }
        guard let given else {
            guard settings.environment == .development else {
                throw kie.unusable("api.key", "set outside development")
            }
            guard url == Self.standardURL, givenCallbackKey == nil else {
                throw kie.unusable("api.key", "set where KIE_API_URL or KIE_CALLBACK_KEY is")
            }
            let standIn = ProviderStandIn()
            settings.redactor.register(standIn.key)
            (self.standIn, key, callbackKey) = (standIn, standIn.key, standIn.key)
            apiURL = try settings.ownAddress(unless: "kie.api.key")
            callbackURL = apiURL + GenerationCallbackRoutes.path
            pictureURL = apiURL
            return
        }
        pictureURL = settings.environment == .development ? url : nil
        (standIn, key, callbackKey, apiURL) = (nil, given, givenCallbackKey ?? given, url)
        // A provider on this machine needs no public address.
        let isLocal = url.hasPrefix("http://127.0.0.1:") || url.hasPrefix("http://localhost:")
        let base = try publicURL ?? (isLocal ? settings.ownAddress() : nil)
        callbackURL = base.map { ($0.hasSuffix("/") ? String($0.dropLast()) : $0) + GenerationCallbackRoutes.path }
    }

    /// Refuses what no key is: quotes that were meant for a shell, a line break that was pasted along, letters of no header.
    private static func check(_ key: Secret<String>?, as variable: String) throws(SettingsError) {
        guard let key, key.reveal().wholeMatch(of: /[!#-&(-~]+/) == nil else { return }
        // Not masked: a short value would be found in the sentence's own words.
        throw SettingsError(
            variable: variable,
            expectation: "visible ASCII characters without spaces and quotes, as the provider gives it"
        )
    }

    /// Takes what is known, as tests do.
    init(key: Secret<String>, apiURL: String, callbackKey: Secret<String>? = nil) {
        (self.key, self.apiURL, self.callbackKey, standIn) = (key, apiURL, callbackKey ?? key, nil)
        (callbackURL, pictureURL) = (nil, nil)
    }
}
