/// What a prompt asks for, as far as the painter understands it.
struct Scene: Sendable, Hashable {
    /// The time of day, which decides the colours.
    enum Light: Sendable, Hashable, CaseIterable { case day, sunset, night, dawn }

    /// What the picture stands on.
    enum Ground: Sendable, Hashable, CaseIterable { case hills, mountains, sea, city, forest, desert }

    /// What falls from the sky.
    enum Weather: Sendable, Hashable { case clear, clouds, rain, snow }

    /// What the picture shows in front.
    struct Subject: Sendable, Hashable {
        enum Kind: Sendable, Hashable { case bird, cat, dog, house, tree, boat, balloon, flower, lighthouse }

        let kind: Kind
        var colour: Colour?
    }

    var light = Light.day
    var ground = Ground.hills
    var weather = Weather.clear
    var hasSun = false
    var hasMoon = false
    var hasStars = false
    var subjects: [Subject] = []

    /// A colour over everything; where nothing was understood, the picture is one of colours.
    var wash: Colour?

    /// What makes each prompt's picture its own.
    let seed: UInt64

    /// The most subjects that have room.
    private static let room = 4

    /// Reads a prompt, in English or Russian.
    init(prompt: String) {
        let words = Self.words(of: prompt)
        // FNV-1a: the same everywhere, unlike the standard library's hash.
        seed = words.joined(separator: " ").utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        let meanings = words.compactMap(Vocabulary.meaning(of:))
        var light: Light?
        var ground: Ground?
        if meanings.isEmpty { (light, ground) = improvise() }
        var colour: Colour?
        for meaning in meanings {
            switch meaning {
            case .light(let meant): light = light ?? meant
            case .ground(let meant): ground = ground ?? meant
            case .weather(let meant): weather = meant
            case .sun: hasSun = true
            case .moon: hasMoon = true
            case .stars: hasStars = true
            case .colour(let meant): colour = meant
            case .subject(let kind):
                // "Sailing ship" is one thing, "a red bird and a blue bird" are two.
                let isRepeated = subjects.last?.kind == kind && colour == nil
                if subjects.count < Self.room, !isRepeated { subjects.append(Subject(kind: kind, colour: colour)) }
                colour = nil
            }
        }
        if !meanings.isEmpty, subjects.isEmpty, let colour { wash = colour }
        complete(light: light, ground: ground)
    }

    /// Settles what the prompt leaves open.
    private mutating func complete(light: Light?, ground: Ground?) {
        var dice = Dice(seed: seed)
        let byDay: [Light] = [.day, .day, .sunset, .dawn]
        self.light = light ?? (hasMoon || hasStars ? .night : byDay[dice.number(0...byDay.count - 1)])
        let isAfloat = subjects.contains { $0.kind == .boat || $0.kind == .lighthouse }
        self.ground = ground ?? (isAfloat ? .sea : .hills)
        if self.light == .night, !hasMoon, !hasSun { hasMoon = weather == .clear }
        if self.light == .night { hasStars = true }
        if self.light != .night, !hasMoon { hasSun = true }
    }

    /// Makes up a picture for a prompt without a word that the painter knows.
    private mutating func improvise() -> (Light, Ground) {
        var dice = Dice(seed: seed)
        wash = Colour(hue: dice.number(0.0...1.0), saturation: 0.6, brightness: 0.85)
        return (Light.allCases[dice.number(0...3)], dice.isLucky(0.5) ? .desert : .mountains)
    }

    private static func words(of prompt: String) -> [String] {
        prompt.lowercased().split { !$0.isLetter && !$0.isNumber }.map { word in
            String(word.map { $0 == "ё" ? "е" : $0 })
        }
    }
}
