@testable import StandIns
import Testing

/// What the painter reads out of a prompt.
@Suite struct SceneUnitTests {
    @Test(arguments: [
        ("a red bird over the sea", "Красная птица над морем"), ("black cat at night", "чёрный кот ночью"),
        ("house in the forest", "домик в лесу"), ("boats at sunset", "лодки на закате"),
        ("white dog, mountains, snow", "белая собака, горы, снег"), ("city in the rain", "город под дождём"),
    ])
    func `a prompt means the same in English and in Russian`(english: String, russian: String) {
        let (left, right) = (Scene(prompt: english), Scene(prompt: russian))
        #expect(left.subjects == right.subjects)
        #expect(left.ground == right.ground)
        #expect(left.weather == right.weather)
        #expect(!left.subjects.isEmpty || left.ground == .city)
    }

    @Test func `a colour belongs to the thing that follows it`() {
        let scene = Scene(prompt: "a red bird and a white cat and a house")
        #expect(scene.subjects.map(\.kind) == [.bird, .cat, .house])
        #expect(scene.subjects.map { $0.colour != nil } == [true, true, false])
        #expect(scene.subjects[0].colour != scene.subjects[1].colour)
    }

    @Test func `two names of one thing are one thing, two colours of it are two`() {
        #expect(Scene(prompt: "a sailing boat, a ship").subjects.count == 1)
        #expect(Scene(prompt: "a red bird and a blue bird").subjects.count == 2)
    }

    @Test func `a crowd is cut to what has room`() {
        #expect(Scene(prompt: "cat dog house tree boat bird balloon").subjects.count == 4)
    }

    @Test func `night has the moon and stars, day has the sun`() {
        let (night, day) = (Scene(prompt: "the sea at night"), Scene(prompt: "the sea at noon"))
        #expect(night.hasMoon && night.hasStars && !night.hasSun)
        #expect(day.hasSun && !day.hasMoon && !day.hasStars)
    }

    @Test(arguments: ["category", "catalogue of seats", "морковь", "домино", "горло"])
    func `a word that only begins like a known one is unknown`(prompt: String) {
        let scene = Scene(prompt: prompt)
        #expect(scene.subjects.isEmpty)
        #expect(scene.wash != nil, "the picture is a landscape made up from the seed")
    }

    @Test func `prompts without a known word become different landscapes`() {
        let scenes = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta"].map(Scene.init(prompt:))
        #expect(Set(scenes.map(\.wash)).count == scenes.count)
    }
}
