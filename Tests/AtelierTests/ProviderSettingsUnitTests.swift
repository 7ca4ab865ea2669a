@testable import Atelier
import Martlet
import StandIns
import Testing

/// How the settings choose between the provider and its stand-in.
@Suite struct ProviderSettingsUnitTests {
    private static func read(_ variables: [String: String]) throws -> ProviderSettings {
        let settings = try Settings(SettingSources(variables: variables))
        return try ProviderSettings(settings)
    }

    private static let development = ["ENVIRONMENT": "development"]
    private static let production = ["SECRETS_FROM_ENVIRONMENT": "allow", "KIE_API_KEY": "the-key"]

    @Test func `with nothing configured development has the stand-in`() throws {
        let settings = try Self.read(Self.development)
        let standIn = try #require(settings.standIn)
        #expect(settings.key == standIn.key && settings.callbackKey == standIn.key)
        #expect(settings.apiURL == "http://127.0.0.1:8080")
    }

    @Test func `with a key the service talks to the provider, whose callbacks may have a key of their own`() throws {
        let settings = try Self.read(Self.production)
        #expect(settings.standIn == nil && settings.apiURL == "https://api.kie.ai")
        #expect(settings.key == Secret("the-key") && settings.callbackKey == Secret("the-key"))
        let other = try Self.read(Self.production.merging(["KIE_CALLBACK_KEY": "another"]) { $1 })
        #expect(other.callbackKey == Secret("another"))
    }

    @Test(arguments: [
        (["ENVIRONMENT": "development", "HTTP_PORT": "8090"], nil, "http://127.0.0.1:8090/kie/callback"),
        (Self.production, "https://atelier.example/", "https://atelier.example/kie/callback"),
        (Self.production, nil, nil),
        (
            Self.production.merging(["KIE_API_URL": "http://127.0.0.1:7000"]) { $1 }, nil,
            "http://127.0.0.1:8080/kie/callback"
        ),
        (Self.production.merging(["KIE_API_URL": "http://127.0.0.1.example"]) { $1 }, nil, nil),
        (Self.production.merging(["KIE_API_URL": "http://localhost:1", "HTTP_PORT": "0"]) { $1 }, nil, nil),
    ])
    func `the provider calls back where it can reach the service, or not at all`(
        variables: [String: String],
        publicURL: String?,
        callbackURL: String?
    ) throws {
        let settings = try Settings(SettingSources(variables: variables))
        #expect(try ProviderSettings(settings, publicURL: publicURL).callbackURL == callbackURL)
    }

    @Test(
        arguments: ["KIE_API_KEY", "KIE_CALLBACK_KEY"],
        ["abc\r", "abc\r\n", "\"abc\"", "'abc'", " abc", "a b", "ключ"]
    )
    func `a key that no header carries, or that has quotes around it, stops the start by its name`(
        variable: String,
        value: String
    ) {
        let error = #expect(throws: SettingsError.self) {
            try Self.read(Self.production.merging([variable: value]) { $1 })
        }
        #expect(
            error?.description
                == "\(variable) must be visible ASCII characters without spaces and quotes, as the provider gives it."
        )
    }

    @Test func `a key of any visible characters is taken`() throws {
        let key = "sk-Az09_.~+/=!#$%&()*,:;<>?@[]^{|}"
        #expect(try Self.read(Self.production.merging(["KIE_API_KEY": key]) { $1 }).key == Secret(key))
    }

    @Test(arguments: [
        ([:], "KIE_API_KEY must be set outside development."),
        (["KIE_API_KEY": "k", "KIE_API_URL": "kie"], "KIE_API_URL must be http:// or https://"),
        (["ENVIRONMENT": "development", "KIE_API_URL": "http://elsewhere"], "KIE_API_KEY must be set where"),
        (["ENVIRONMENT": "development", "KIE_CALLBACK_KEY": "secret"], "KIE_API_KEY must be set where"),
        (["ENVIRONMENT": "development", "HTTP_PORT": "0"], "KIE_API_KEY must be set where HTTP_PORT is 0"),
    ])
    func `settings that are missing, malformed or without effect stop the start`(
        variables: [String: String],
        sentence: String
    ) {
        let all = ["SECRETS_FROM_ENVIRONMENT": "allow"].merging(variables) { $1 }
        let error = #expect(throws: (any Error).self) { try Self.read(all) }
        #expect(error.map { "\($0)" }?.hasPrefix(sentence) == true)
    }
}
