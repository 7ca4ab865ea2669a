extension Painting {
    /// A cat that sits and looks at you.
    mutating func paintCat(at place: Point, _ size: Double, _ colour: Colour?) {
        let coat = palette.lit(colour ?? Colour(0xD98A45))
        let dark = coat.darker(0.3)
        let light = coat.mixed(0.7, with: palette.lit(Colour(0xFFF4E4)))
        func at(_ x: Double, _ y: Double) -> Point { spot(place, size, x, y) }
        var tail = Path(from: at(0.16, -0.02))
        tail.curve(to: at(0.46, -0.36), at(0.5, 0.02), at(0.54, -0.2))
        tail.curve(to: at(0.54, -0.4), at(0.44, -0.44), at(0.52, -0.46))
        tail.curve(to: at(0.12, 0.02), at(0.66, -0.14), at(0.54, 0.1))
        canvas.fill(tail, Paint(from: dark, to: coat, between: at(0, -0.4).y, and: place.y))
        paintSittingBody(at: place, size, coat, light)
        for sign in [-1.0, 1] {
            canvas.fill(Path([at(sign * 0.23, -0.66), at(sign * 0.2, -0.96), at(sign * 0.03, -0.79)]), coat)
            let inner = palette.lit(Colour(0xE9A6A0))
            canvas.fill(Path([at(sign * 0.2, -0.72), at(sign * 0.185, -0.88), at(sign * 0.09, -0.77)]), inner, 0.85)
        }
        canvas.fill(
            .ellipse(at(0, -0.63), size * 0.48, size * 0.4),
            Paint(from: coat.lighter(0.1), to: coat.darker(0.08), between: at(0, -0.83).y, and: at(0, -0.43).y)
        )
        for stripe in [-0.07, 0, 0.07] {
            canvas.fill(.stroke(at(stripe, -0.82), at(stripe * 0.7, -0.72), size * 0.028, size * 0.008), dark, 0.7)
        }
        canvas.fill(.ellipse(at(0, -0.54), size * 0.2, size * 0.13), light, 0.9)
        paintFace(at: place, size, iris: Colour(0x9CCB4B), nose: Colour(0xD9737A))
        for sign in [-1.0, 1] {
            for whisker in [-0.03, 0.0, 0.03] {
                let line = Path.stroke(
                    at(sign * 0.09, -0.55 + whisker * 0.4),
                    at(sign * 0.33, -0.56 + whisker * 1.8),
                    size * 0.007,
                    size * 0.003
                )
                canvas.fill(line, .white, 0.7)
            }
        }
    }

    /// A dog that sits and looks at you.
    mutating func paintDog(at place: Point, _ size: Double, _ colour: Colour?) {
        let coat = palette.lit(colour ?? Colour(0xA9713F))
        let light = coat.mixed(0.72, with: palette.lit(Colour(0xFFF4E4)))
        func at(_ x: Double, _ y: Double) -> Point { spot(place, size, x, y) }
        canvas.fill(.stroke(at(0.2, -0.08), at(0.46, -0.32), size * 0.1, size * 0.03), coat.darker(0.15))
        paintSittingBody(at: place, size, coat, light)
        canvas.fill(
            .ellipse(at(0, -0.66), size * 0.42, size * 0.42),
            Paint(from: coat.lighter(0.1), to: coat, between: at(0, -0.86).y, and: at(0, -0.46).y)
        )
        for sign in [-1.0, 1] {
            var ear = Path(from: at(sign * 0.1, -0.85))
            ear.curve(to: at(sign * 0.29, -0.48), at(sign * 0.3, -0.9), at(sign * 0.36, -0.6))
            ear.curve(to: at(sign * 0.1, -0.85), at(sign * 0.2, -0.46), at(sign * 0.17, -0.66))
            canvas.fill(ear, coat.darker(0.36))
        }
        canvas.fill(.ellipse(at(0, -0.57), size * 0.2, size * 0.2), light)
        canvas.fill(.ellipse(at(0, -0.47), size * 0.07, size * 0.09), palette.lit(Colour(0xDE6D78)))
        paintFace(at: place, size, iris: Colour(0x6B4423), nose: Colour(0x2A2320))
    }

    private mutating func paintSittingBody(at place: Point, _ size: Double, _ coat: Colour, _ light: Colour) {
        func at(_ x: Double, _ y: Double) -> Point { spot(place, size, x, y) }
        var body = Path(from: at(-0.14, -0.5))
        body.curve(to: at(-0.27, 0), at(-0.24, -0.34), at(-0.34, -0.14))
        body.curve(to: at(0.27, 0), at(-0.2, 0.06), at(0.2, 0.06))
        body.curve(to: at(0.14, -0.5), at(0.34, -0.14), at(0.24, -0.34))
        canvas.fill(body, Paint(from: coat, to: coat.darker(0.24), between: at(0, -0.5).y, and: place.y))
        canvas.fill(.ellipse(at(0, -0.28), size * 0.2, size * 0.36), light, 0.85)
        for sign in [-1.0, 1] {
            canvas.fill(
                .stroke(at(sign * 0.075, -0.3), at(sign * 0.085, 0), size * 0.1, size * 0.12),
                coat.lighter(0.05)
            )
            canvas.fill(.ellipse(at(sign * 0.09, 0.005), size * 0.15, size * 0.075), light)
        }
        canvas.fill(.stroke(at(0, -0.2), at(0, 0.01), size * 0.006), coat.darker(0.5), 0.6)
    }

    private mutating func paintFace(at place: Point, _ size: Double, iris: Colour, nose: Colour) {
        func at(_ x: Double, _ y: Double) -> Point { spot(place, size, x, y) }
        for sign in [-1.0, 1] {
            let eye = at(sign * 0.105, -0.655)
            canvas.fill(.ellipse(eye, size * 0.096, size * 0.098), Colour(0x1D1A1C))
            canvas.fill(.ellipse(eye, size * 0.082, size * 0.084), iris)
            canvas.fill(.ellipse(eye, size * 0.042, size * 0.076), Colour(0x121014))
            canvas.fill(.circle(Point(eye.x - size * 0.014, eye.y - size * 0.02), size * 0.012), .white)
        }
        canvas.fill(Path([at(-0.034, -0.585), at(0.034, -0.585), at(0, -0.55)]), palette.lit(nose))
        canvas.fill(.stroke(at(0, -0.555), at(0, -0.525), size * 0.01), Colour(0x3A2A28), 0.8)
        for sign in [-1.0, 1] {
            canvas.fill(.stroke(at(0, -0.524), at(sign * 0.035, -0.512), size * 0.01), Colour(0x3A2A28), 0.8)
            canvas.fill(.stroke(at(sign * 0.034, -0.512), at(sign * 0.066, -0.53), size * 0.01), Colour(0x3A2A28), 0.8)
        }
    }
}
