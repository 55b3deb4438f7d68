internal import Glibc

/// Recall, from the bottom to 1, against something that grows by factors: a picture in SVG, drawn by the page's style.
struct RecallPlot {
    private static let size = (width: 640.0, height: 380.0)
    private static let area = (left: 58.0, top: 14.0, right: 622.0, bottom: 326.0)

    let xTitle: String
    let yTitle: String
    /// Ticks at powers of two; else at 1, 2 and 5 times powers of ten.
    let isBinary: Bool
    let lines: [PlotLine]

    var svg: String {
        let points = lines.flatMap(\.points)
        guard let least = points.map(\.x).min(), let most = points.map(\.x).max(), least > 0 else { return "" }
        let ticks = xTicks(least, most)
        // As wide as the ticks on both sides, or a little more than one point.
        let x = (
            low: log2(min(ticks.first ?? least, least)) - 0.15, high: log2(max(ticks.last ?? most, most)) + 0.15
        )
        let floor = Self.floor(points.map(\.y).min() ?? 0)
        func horizontal(_ value: Double) -> Double {
            Self.area.left + (log2(value) - x.low) / (x.high - x.low) * (Self.area.right - Self.area.left)
        }
        func vertical(_ value: Double) -> Double {
            Self.area.bottom - (value - floor) / (1 - floor) * (Self.area.bottom - Self.area.top)
        }
        var parts: [String] = []
        for value in Self.yTicks(floor) {
            let y = Self.text(vertical(value))
            parts.append(
                "<line class=\"grid\" x1=\"\(Self.text(Self.area.left))\" x2=\"\(Self.text(Self.area.right))\" "
                    + "y1=\"\(y)\" y2=\"\(y)\"/>")
            parts.append(
                "<text class=\"tick end\" x=\"\(Self.text(Self.area.left - 8))\" y=\"\(y)\" dy=\".35em\">"
                    + "\(Figures.fixed(value, digitCount: 2))</text>")
        }
        for value in ticks {
            let place = Self.text(horizontal(value))
            parts.append(
                "<line class=\"grid\" y1=\"\(Self.text(Self.area.top))\" y2=\"\(Self.text(Self.area.bottom))\" "
                    + "x1=\"\(place)\" x2=\"\(place)\"/>")
            parts.append(
                "<text class=\"tick middle\" x=\"\(place)\" y=\"\(Self.text(Self.area.bottom + 20))\">"
                    + "\(Self.number(value))</text>")
        }
        parts.append(
            "<text class=\"axis middle\" x=\"\(Self.text((Self.area.left + Self.area.right) / 2))\" "
                + "y=\"\(Self.text(Self.size.height - 8))\">\(HTMLText.escaped(xTitle))</text>")
        let middle = Self.text((Self.area.top + Self.area.bottom) / 2)
        parts.append(
            "<text class=\"axis middle\" x=\"14\" y=\"\(middle)\" transform=\"rotate(-90 14 \(middle))\">"
                + "\(HTMLText.escaped(yTitle))</text>")
        for line in lines { parts.append(Self.drawing(line, horizontal, vertical)) }
        return "<svg viewBox=\"0 0 \(Self.text(Self.size.width)) \(Self.text(Self.size.height))\" role=\"img\" "
            + "aria-label=\"\(HTMLText.escaped(yTitle + " against " + xTitle))\">\n"
            + parts.joined(separator: "\n") + "\n</svg>\n"
    }

    private static func drawing(
        _ line: PlotLine, _ horizontal: (Double) -> Double, _ vertical: (Double) -> Double
    ) -> String {
        let places = line.points.filter(\.isJoined).map { "\(text(horizontal($0.x))),\(text(vertical($0.y)))" }
        var drawing = "<g class=\"c\(line.color % PlotPalette.count)\">"
        if places.count > 1 {
            drawing += "<polyline class=\"d\(line.dash % PlotPalette.dashes.count)\" "
            drawing += "points=\"\(places.joined(separator: " "))\"/>"
        }
        for point in line.points {
            drawing += "<circle\(point.isMarked ? " class=\"marked\"" : "") cx=\"\(text(horizontal(point.x)))\" "
            drawing += "cy=\"\(text(vertical(point.y)))\" r=\"\(point.isMarked ? "6" : "3.2")\">"
            drawing += "<title>\(HTMLText.escaped(point.label))</title></circle>"
        }
        return drawing + "</g>"
    }

    /// A round number below the least recall.
    static func floor(_ least: Double) -> Double {
        let step = least < 0.8 ? 0.1 : 0.05
        return max(0, min(0.9, (least / step - 0.2).rounded(.down) * step))
    }

    /// Five to eleven round numbers from `floor` to 1.
    private static func yTicks(_ floor: Double) -> [Double] {
        let step = 1 - floor > 0.5 ? 0.1 : 1 - floor > 0.21 ? 0.05 : 0.02
        return (0...20).map { 1 - Double($0) * step }.filter { $0 > floor - step / 2 }
    }

    /// Round numbers from just below `least` to just above `most`, ascending.
    private func xTicks(_ least: Double, _ most: Double) -> [Double] {
        var ticks: [Double] = []
        if isBinary {
            let (low, high) = (Int(log2(least).rounded(.down)), Int(log2(most).rounded(.up)))
            let step = max(1, (high - low + 9) / 10)
            ticks = stride(from: low, through: high, by: step).map { exp2(Double($0)) }
        } else {
            for power in Int(log10(least).rounded(.down))...Int(log10(most).rounded(.up)) {
                // Over three powers of ten, these alone.
                let isWide = log10(most / least) > 3
                ticks += (isWide ? [1] : [1, 2, 5]).map { $0 * pow(10, Double(power)) }
            }
            let below = ticks.last { $0 <= least } ?? least
            let above = ticks.first { $0 >= most } ?? most
            ticks.removeAll { $0 < below || $0 > above }
        }
        return ticks
    }

    private static func number(_ value: Double) -> String {
        value >= 1 ? Figures.count(UInt64(value.rounded())) : "\((value * 1e6).rounded() / 1e6)"
    }

    private static func text(_ value: Double) -> String { Figures.fixed(value, digitCount: 1) }
}
