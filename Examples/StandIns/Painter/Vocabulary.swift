/// The words that the painter knows.
enum Vocabulary {
    enum Meaning: Sendable {
        case light(Scene.Light)
        case ground(Scene.Ground)
        case weather(Scene.Weather)
        case sun
        case moon
        case stars
        case subject(Scene.Subject.Kind)
        case colour(Colour)
    }

    /// Returns what a word in small letters means, if the painter knows it.
    static func meaning(of word: String) -> Meaning? {
        if let exact = english[word] { return exact }
        // A plural.
        if word.hasSuffix("s"), let single = english[String(word.dropLast())] { return single }
        guard let first = word.unicodeScalars.first, ("а"..."я").contains(first) else { return nil }
        if let exact = russianWords[word] { return exact }
        return russianStems.first { word.hasPrefix($0.stem) }?.meaning
    }

    private static let english: [String: Meaning] = {
        let lists: [(String, Meaning)] = [
            ("day noon morning midday", .light(.day)),
            ("sunset evening dusk twilight autumn", .light(.sunset)),
            ("night midnight dark", .light(.night)), ("dawn sunrise spring", .light(.dawn)),
            ("hill meadow field valley grass countryside garden park", .ground(.hills)),
            ("mountain peak alps rock cliff", .ground(.mountains)),
            ("sea ocean lake water beach wave coast river shore island", .ground(.sea)),
            ("city town skyline skyscraper street tower metropolis", .ground(.city)),
            ("forest wood woods jungle pine taiga", .ground(.forest)),
            ("desert dune sand sahara", .ground(.desert)),
            ("cloud clouds cloudy fog mist sky", .weather(.clouds)), ("rain rainy storm", .weather(.rain)),
            ("snow snowy winter snowfall christmas", .weather(.snow)),
            ("sun sunny sunlight", .sun), ("moon moonlight moonlit crescent", .moon),
            ("star starry stars galaxy space", .stars),
            ("bird birds eagle gull seagull martlet swallow parrot sparrow dove raven crow", .subject(.bird)),
            ("cat kitten kitty cats", .subject(.cat)), ("dog puppy dogs fox wolf", .subject(.dog)),
            ("house cottage hut cabin home barn village", .subject(.house)), ("tree oak birch maple", .subject(.tree)),
            ("boat ship yacht sail sailboat vessel", .subject(.boat)), ("balloon", .subject(.balloon)),
            ("flower tulip poppy daisy rose poppies", .subject(.flower)),
            ("lighthouse beacon", .subject(.lighthouse)),
            ("red scarlet crimson", .colour(red)), ("orange ginger", .colour(orange)),
            ("yellow golden gold", .colour(yellow)), ("green emerald", .colour(green)),
            ("blue azure navy", .colour(blue)), ("purple violet lilac", .colour(purple)),
            ("pink magenta", .colour(pink)), ("white", .colour(white)), ("black", .colour(black)),
            ("grey gray silver", .colour(grey)), ("brown", .colour(brown)),
        ]
        var meanings: [String: Meaning] = [:]
        for (words, meaning) in lists {
            for word in words.split(separator: " ") { meanings[String(word)] = meaning }
        }
        return meanings
    }()

    /// Words whose beginning means something else in others.
    private static let russianWords: [String: Meaning] = [
        "дом": .subject(.house), "дома": .subject(.house), "доме": .subject(.house), "домом": .subject(.house),
        "кот": .subject(.cat), "кота": .subject(.cat), "коты": .subject(.cat), "котом": .subject(.cat),
        "пес": .subject(.dog), "лес": .ground(.forest), "леса": .ground(.forest), "лесу": .ground(.forest),
        "лесом": .ground(.forest), "день": .light(.day), "днем": .light(.day), "поле": .ground(.hills),
        "гора": .ground(.mountains), "горы": .ground(.mountains), "гор": .ground(.mountains),
        "горах": .ground(.mountains), "горами": .ground(.mountains), "горой": .ground(.mountains),
        "сад": .ground(.hills), "саду": .ground(.hills), "ель": .ground(.forest), "вода": .ground(.sea),
        "водой": .ground(.sea), "небо": .weather(.clouds), "небе": .weather(.clouds), "лис": .subject(.dog),
    ]

    /// How words begin; the longer of two that fit comes first.
    private static let russianStems: [(stem: String, meaning: Meaning)] = [
        ("закат", .light(.sunset)), ("вечер", .light(.sunset)), ("осен", .light(.sunset)),
        ("рассвет", .light(.dawn)), ("весн", .light(.dawn)), ("утр", .light(.day)),
        ("ноч", .light(.night)), ("полноч", .light(.night)),
        ("холм", .ground(.hills)), ("луг", .ground(.hills)), ("деревн", .subject(.house)), ("трав", .ground(.hills)),
        ("скал", .ground(.mountains)), ("вершин", .ground(.mountains)),
        ("море", .ground(.sea)), ("моря", .ground(.sea)), ("морс", .ground(.sea)), ("океан", .ground(.sea)),
        ("озер", .ground(.sea)), ("пляж", .ground(.sea)), ("волн", .ground(.sea)), ("рек", .ground(.sea)),
        ("город", .ground(.city)), ("небоскреб", .ground(.city)), ("улиц", .ground(.city)),
        ("тайг", .ground(.forest)), ("елк", .ground(.forest)), ("сосн", .ground(.forest)),
        ("пустын", .ground(.desert)), ("дюн", .ground(.desert)), ("песок", .ground(.desert)),
        ("облак", .weather(.clouds)), ("облач", .weather(.clouds)), ("туч", .weather(.clouds)),
        ("туман", .weather(.clouds)), ("дожд", .weather(.rain)), ("гроз", .weather(.rain)),
        ("снег", .weather(.snow)), ("снеж", .weather(.snow)), ("зим", .weather(.snow)), ("солн", .sun),
        ("лун", .moon), ("месяц", .moon), ("звезд", .stars), ("космос", .stars), ("птиц", .subject(.bird)),
        ("птич", .subject(.bird)), ("ласточк", .subject(.bird)), ("чайк", .subject(.bird)), ("орел", .subject(.bird)),
        ("попуга", .subject(.bird)), ("ворон", .subject(.bird)), ("голубь", .subject(.bird)),
        ("голуби", .subject(.bird)),
        ("кошк", .subject(.cat)), ("котен", .subject(.cat)), ("котик", .subject(.cat)), ("коше", .subject(.cat)),
        ("собак", .subject(.dog)), ("щен", .subject(.dog)), ("лиса", .subject(.dog)), ("волк", .subject(.dog)),
        ("домик", .subject(.house)), ("изб", .subject(.house)), ("хижин", .subject(.house)),
        ("дерево", .subject(.tree)), ("деревь", .subject(.tree)), ("дуб", .subject(.tree)), ("берез", .subject(.tree)),
        ("лодк", .subject(.boat)), ("корабл", .subject(.boat)), ("парус", .subject(.boat)), ("яхт", .subject(.boat)),
        ("воздушн", .subject(.balloon)), ("цветок", .subject(.flower)), ("цветы", .subject(.flower)),
        ("цветоч", .subject(.flower)), ("тюльпан", .subject(.flower)), ("роза", .subject(.flower)),
        ("маяк", .subject(.lighthouse)), ("красн", .colour(red)), ("алы", .colour(red)), ("рыж", .colour(orange)),
        ("оранж", .colour(orange)), ("желт", .colour(yellow)), ("золот", .colour(yellow)),
        ("зелен", .colour(green)), ("син", .colour(blue)), ("голуб", .colour(blue)), ("фиолет", .colour(purple)),
        ("сирен", .colour(purple)), ("розов", .colour(pink)), ("бел", .colour(white)), ("черн", .colour(black)),
        ("сер", .colour(grey)), ("коричн", .colour(brown)),
    ]

    private static let red = Colour(0xD8332F)
    private static let orange = Colour(0xEF8432)
    private static let yellow = Colour(0xF3C644)
    private static let green = Colour(0x4C9F5B)
    private static let blue = Colour(0x3A77CF)
    private static let purple = Colour(0x8757C2)
    private static let pink = Colour(0xEE7FA9)
    private static let white = Colour(0xF5F3EC)
    private static let black = Colour(0x23242C)
    private static let grey = Colour(0x8D94A0)
    private static let brown = Colour(0x8A5A3B)
}
