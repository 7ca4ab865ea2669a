@testable import Atelier
import Martlet
import Testing

/// What a member's pictures are painted with.
@Suite struct PreferenceUnitTests {
    private let models = [
        ImageModel.sample("small", ratios: ["1:1", "4:3"]), .sample("large", ratios: ["16:9", "1:1"]),
    ]

    @Test func `who has chosen nothing gets the first model in its usual format`() throws {
        let preference = try #require(Preference(model: nil, aspectRatio: nil, among: models))
        #expect(preference.model.id == "small" && preference.aspectRatio == "1:1")
    }

    @Test func `what was chosen is kept as long as it is offered`() throws {
        let preference = try #require(Preference(model: "large", aspectRatio: "1:1", among: models))
        #expect(preference.model.id == "large" && preference.aspectRatio == "1:1")
    }

    @Test func `a format that the model does not draw becomes its usual one`() throws {
        let preference = try #require(Preference(model: "large", aspectRatio: "4:3", among: models))
        #expect(preference.model.id == "large" && preference.aspectRatio == "16:9")
    }

    @Test func `a model that is not offered any more becomes the first one, the format stays`() throws {
        let preference = try #require(Preference(model: "gone", aspectRatio: "4:3", among: models))
        #expect(preference.model.id == "small" && preference.aspectRatio == "4:3")
    }

    @Test func `where no model is offered there is nothing to paint with`() {
        #expect(Preference(model: "small", aspectRatio: "1:1", among: []) == nil)
        #expect(Preference(model: nil, aspectRatio: nil, among: [.sample("none", ratios: [])]) == nil)
    }

    @Test(arguments: Language.allCases)
    func `the keyboard ticks what is chosen, and has the formats of that model only`(language: Language) throws {
        let preference = try #require(Preference(model: "large", aspectRatio: "1:1", among: models))
        let buttons = ButtonMaker(seal: ButtonSeal(token: Secret("1:a")), member: try .sample(language: language))
        let keyboard = try InlineKeyboard.offer(Offer(models: models, preference: preference), buttons)
        let price = Texts(language).money(.kopecks(950))
        #expect(
            keyboard.rows.map { $0.map(\.label) } == [["small · \(price)"], ["✓ large · \(price)"], ["16:9", "✓ 1:1"]]
        )
    }

    @Test func `a button's data is sealed for its member, and lasts as long as was said`() throws {
        let seal = ButtonSeal(token: Secret("1:a"))
        let buttons = ButtonMaker(seal: seal, member: try .sample(language: .en))
        let button = try buttons.button("Go", "ratio", "16:9")
        let data = try seal.open(button.data, pressedBy: 7)
        #expect(button.label == "Go" && data.action == "ratio" && data.parameter == "16:9")
        let over = try buttons.button("Go", "ratio", "16:9", lasting: .zero)
        #expect(throws: ButtonError.expired) { try seal.open(over.data, pressedBy: 7) }
        #expect(throws: ButtonError.tooLong(56)) {
            try buttons.button("Go", "ratio", String(repeating: "x", count: 50))
        }
    }

    @Test(arguments: [
        ("Ada", "ada", "Ada (@ada)", "Ada (@ada)"), ("Ada", nil, "Ada", "Ada"), ("", "ada", "@ada", "@ada"),
        ("", nil, "somebody", "кто-то"), ("<b>\n'", nil, "<b>\n'", "<b>\n'"),
    ])
    func `people are called by the names that they have`(
        first: String,
        username: String?,
        english: String,
        russian: String
    ) throws {
        #expect(Texts(.en).name(of: try .sample(first, username, language: .en)) == english)
        #expect(Texts(.ru).name(of: try .sample(first, username, language: .ru)) == russian)
    }

    @Test func `the models are listed with price and formats, one in a line`() {
        #expect(Texts(.en).models(models).contains("\nsmall — 9.50 RUB, 1:1 4:3\nlarge — 9.50 RUB, 16:9 1:1\n"))
        #expect(Texts(.ru).models(models).contains("\nsmall — 9,50 ₽, 1:1 4:3\n"))
    }

    @Test func `what is held is told where something is`() {
        let balance = Balance(available: .kopecks(100), held: .kopecks(0))
        #expect(Texts(.en).balance(balance) == "You have 1 RUB.")
        let held = Balance(available: .kopecks(100), held: .kopecks(50))
        #expect(Texts(.ru).balance(held) == "У вас 1 ₽.\nОтложено на картинки, которые рисуются: 0,50 ₽.")
    }

    @Test(arguments: GenerationState.allCases)
    func `every state has words in both languages`(state: GenerationState) {
        #expect(Texts(.en).state(state) != Texts(.ru).state(state))
    }
}
