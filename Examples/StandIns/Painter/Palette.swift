/// The colours of a time of day.
struct Palette: Sendable {
    /// The sky, from the top to the horizon.
    let sky: [Colour]

    /// What the distance fades into.
    let haze: Colour

    /// What shines.
    let glow: Colour

    /// The tint and the share of it on everything that stands in this light.
    let tint: Colour
    let dimming: Double

    let cloud: Colour

    init(_ light: Scene.Light, wash: Colour?) {
        switch light {
        case .day:
            self.init([0x2F78C4, 0x6FB1E4, 0xCFE6F0], 0xCFE0EA, 0xFFF3C4, 0xFFFFFF, 0, 0xFFFFFF, wash)
        case .sunset:
            self.init([0x3B2A63, 0xA8446B, 0xF0865A, 0xFBD08A], 0xF3A878, 0xFFE2A0, 0x7A2F55, 0.24, 0xF7A58C, wash)
        case .night:
            self.init([0x070B22, 0x13204A, 0x35477F], 0x35466F, 0xE8EEFF, 0x0B1233, 0.56, 0x4A5B8C, wash)
        case .dawn:
            self.init([0x5C7FC0, 0xB7A9D6, 0xF6C6C0, 0xFDE6C4], 0xEBCFD3, 0xFFF0D0, 0x8A7BB0, 0.14, 0xFFE6E2, wash)
        }
    }

    private init(
        _ sky: [UInt32],
        _ haze: UInt32,
        _ glow: UInt32,
        _ tint: UInt32,
        _ dimming: Double,
        _ cloud: UInt32,
        _ wash: Colour?
    ) {
        func washed(_ colour: UInt32) -> Colour { wash.map { Colour(colour).mixed(0.34, with: $0) } ?? Colour(colour) }
        self.sky = sky.map(washed)
        self.haze = washed(haze)
        self.glow = Colour(glow)
        self.tint = washed(tint)
        self.dimming = dimming
        self.cloud = washed(cloud)
    }

    /// The sky's colour at a share of the way from the top to the horizon.
    func sky(at share: Double) -> Colour {
        let place = max(0, min(0.9999, share)) * Double(sky.count - 1)
        return sky[Int(place)].mixed(place - place.rounded(.down), with: sky[Int(place) + 1])
    }

    /// Returns a colour as it looks in this light.
    func lit(_ colour: Colour) -> Colour {
        colour.mixed(dimming, with: tint)
    }
}
