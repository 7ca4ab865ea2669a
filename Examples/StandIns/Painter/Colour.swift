/// A colour as a screen knows it; each part is from 0 to 1.
struct Colour: Sendable, Hashable {
    var red: Double
    var green: Double
    var blue: Double

    static let white = Colour(0xFFFFFF)
    static let black = Colour(0x000000)

    init(red: Double, green: Double, blue: Double) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// Takes the six digits that the web writes colours with.
    init(_ hexadecimal: UInt32) {
        red = Double((hexadecimal >> 16) & 0xFF) / 255
        green = Double((hexadecimal >> 8) & 0xFF) / 255
        blue = Double(hexadecimal & 0xFF) / 255
    }

    /// Creates a colour from its place on the wheel, from 0 to 1, its strength and its brightness.
    init(hue: Double, saturation: Double, brightness: Double) {
        func part(_ shift: Double) -> Double {
            let place = (hue * 6 + shift).truncatingRemainder(dividingBy: 6)
            return brightness * (1 - saturation * max(0, min(1, min(place, 4 - place))))
        }
        self.init(red: part(5), green: part(3), blue: part(1))
    }

    /// Returns the colour a part of the way to another.
    func mixed(_ share: Double, with other: Colour) -> Colour {
        Colour(
            red: red + (other.red - red) * share,
            green: green + (other.green - green) * share,
            blue: blue + (other.blue - blue) * share
        )
    }

    func lighter(_ share: Double) -> Colour { mixed(share, with: .white) }

    func darker(_ share: Double) -> Colour { mixed(share, with: .black) }
}
