/// Lines over two axes: a picture in SVG, drawn by the page's style.
struct LinePlot {
    private static let size = (width: 640.0, height: 340.0)
    private static let area = (left: 66.0, top: 14.0, right: 622.0, bottom: 286.0)

    let xTitle: String
    let yTitle: String
    let xAxis: PlotAxis
    let yAxis: PlotAxis
    let lines: [PlotLine]
    /// Points are drawn, not just the line through them.
    var showsPoints = false
    /// Places on the horizontal axis at which something happened.
    var marks: [(x: Double, label: String)] = []

    var svg: String {
        let points = lines.flatMap(\.points)
        guard !points.isEmpty else { return "" }
        let xTicks = xAxis.ticks(points.map(\.x))
        let yTicks = yAxis.ticks(points.map(\.y))
        let more = xAxis == .linear ? [0] : xAxis == .logarithmic ? xTicks : []
        let x = Self.range(points.map(\.x) + more, xAxis)
        let y = Self.range(points.map(\.y) + yTicks, yAxis)
        func horizontal(_ value: Double) -> Double {
            Self.area.left + (xAxis.position(value) - x.low) / (x.high - x.low) * (Self.area.right - Self.area.left)
        }
        func vertical(_ value: Double) -> Double {
            let share = (yAxis.position(value) - y.low) / (y.high - y.low)
            return Self.area.bottom - max(0, share) * (Self.area.bottom - Self.area.top)
        }
        var parts: [String] = []
        for value in yTicks {
            let place = Self.text(vertical(value))
            parts.append(
                "<line class=\"grid\" x1=\"\(Self.text(Self.area.left))\" x2=\"\(Self.text(Self.area.right))\" "
                    + "y1=\"\(place)\" y2=\"\(place)\"/>"
                    + "<text class=\"tick end\" x=\"\(Self.text(Self.area.left - 8))\" y=\"\(place)\" dy=\".35em\">"
                    + "\(yAxis.name(value))</text>")
        }
        for value in xTicks where xAxis.position(value) <= x.high + 1e-9 {
            let place = Self.text(horizontal(value))
            parts.append(
                "<line class=\"grid\" y1=\"\(Self.text(Self.area.top))\" y2=\"\(Self.text(Self.area.bottom))\" "
                    + "x1=\"\(place)\" x2=\"\(place)\"/>"
                    + "<text class=\"tick middle\" x=\"\(place)\" y=\"\(Self.text(Self.area.bottom + 20))\">"
                    + "\(xAxis.name(value))</text>")
        }
        parts.append(
            "<text class=\"axis middle\" x=\"\(Self.text((Self.area.left + Self.area.right) / 2))\" "
                + "y=\"\(Self.text(Self.size.height - 8))\">\(HTMLText.escaped(xTitle))</text>")
        let middle = Self.text((Self.area.top + Self.area.bottom) / 2)
        parts.append(
            "<text class=\"axis middle\" x=\"14\" y=\"\(middle)\" transform=\"rotate(-90 14 \(middle))\">"
                + "\(HTMLText.escaped(yTitle))</text>")
        for mark in marks {
            let place = Self.text(horizontal(mark.x))
            parts.append(
                "<line class=\"mark\" x1=\"\(place)\" x2=\"\(place)\" y1=\"\(Self.text(Self.area.top))\" "
                    + "y2=\"\(Self.text(Self.area.bottom))\"><title>\(HTMLText.escaped(mark.label))</title></line>")
        }
        for line in lines { parts.append(drawing(line, horizontal, vertical)) }
        return "<svg viewBox=\"0 0 \(Self.text(Self.size.width)) \(Self.text(Self.size.height))\" role=\"img\" "
            + "aria-label=\"\(HTMLText.escaped(yTitle + " against " + xTitle))\">\n"
            + parts.joined(separator: "\n") + "\n</svg>\n"
    }

    private static func range(_ values: [Double], _ axis: PlotAxis) -> (low: Double, high: Double) {
        let places = values.map { axis.position($0) }
        let (low, high) = (places.min() ?? 0, places.max() ?? 1)
        return high > low ? (low, high) : (low, low + 1)
    }

    private func drawing(
        _ line: PlotLine, _ horizontal: (Double) -> Double, _ vertical: (Double) -> Double
    ) -> String {
        let places = line.points.filter(\.isJoined).map {
            "\(Self.text(horizontal($0.x))),\(Self.text(vertical($0.y)))"
        }
        var drawing = "<g class=\"c\(line.color % PlotPalette.count)\">"
        if places.count > 1 {
            drawing += "<polyline class=\"d\(line.dash % PlotPalette.dashes.count)\" "
            drawing += "points=\"\(places.joined(separator: " "))\"/>"
        }
        for point in line.points where showsPoints || places.count == 1 {
            drawing += "<circle\(point.isMarked ? " class=\"marked\"" : "") "
            drawing += "cx=\"\(Self.text(horizontal(point.x)))\" cy=\"\(Self.text(vertical(point.y)))\" "
            drawing += "r=\"\(point.isMarked ? "6" : "3.2")\"><title>\(HTMLText.escaped(point.label))</title></circle>"
        }
        return drawing + "</g>"
    }

    private static func text(_ value: Double) -> String { Figures.fixed(value, digitCount: 1) }
}
