/// One picture in the making: a scene put onto a canvas, from the back to the front.
struct Painting {
    let scene: Scene
    let palette: Palette
    let noise: Noise
    var canvas: Canvas
    var dice: Dice

    /// Where the ground begins, in pixels from the top.
    let horizon: Double

    /// Where the sun or the moon stands.
    let luminary: Point

    init(_ scene: Scene, width: Int, height: Int) {
        self.scene = scene
        palette = Palette(scene.light, wash: scene.wash)
        noise = Noise(seed: scene.seed)
        canvas = Canvas(width: width, height: height)
        dice = Dice(seed: scene.seed &+ 1)
        horizon = Double(height) * (scene.ground == .sea ? 0.6 : 0.66)
        let isLow = scene.light == .sunset || scene.light == .dawn
        let across = dice.isLucky(0.5) ? dice.number(0.2...0.36) : dice.number(0.64...0.8)
        luminary = Point(
            Double(width) * across,
            isLow ? horizon - canvas.side * dice.number(0.08...0.14) : Double(height) * dice.number(0.17...0.26)
        )
    }

    /// Paints a scene and returns its rows of bytes, red, green and blue.
    static func bytes(of scene: Scene, width: Int, height: Int) -> [UInt8] {
        var painting = Painting(scene, width: width, height: height)
        painting.paintSky()
        painting.paintGround()
        painting.paintSubjects()
        painting.paintWeather()
        return painting.canvas.developed(seed: scene.seed)
    }

    private mutating func paintGround() {
        switch scene.ground {
        case .hills: paintHills()
        case .mountains: paintMountains()
        case .sea: paintSea()
        case .city: paintCity()
        case .forest: paintForest()
        case .desert: paintDesert()
        }
    }

    /// Returns a skyline from noise: the height of each column in pixels from the top.
    func skyline(_ layer: Int, base: Double, height: Double, width: Double, octaves: Int = 4) -> [Double] {
        (0..<canvas.width).map { x in
            let place = Double(x) / canvas.side * width + Double(layer) * 37.7
            return base - height * noise.value(place, octaves: octaves)
        }
    }
}
