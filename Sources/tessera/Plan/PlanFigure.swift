internal import JSON

/// One line of a plan: what it is of, the figure, and the name of the formula that docs/SCALING.md explains.
struct PlanFigure {
    let what: String
    let value: String
    let formula: String
    /// The name in JSON, and the number behind `value`.
    let key: String
    let number: JSONValue

    static func bytes(_ what: String, _ byteCount: Int, _ formula: String, _ key: String) -> PlanFigure {
        PlanFigure(
            what: what, value: Figures.byteCount(UInt64(byteCount)), formula: formula, key: key,
            number: .integer(Int64(byteCount)))
    }

    static func count(_ what: String, _ count: Int, _ formula: String, _ key: String) -> PlanFigure {
        PlanFigure(
            what: what, value: Figures.count(count), formula: formula, key: key, number: .integer(Int64(count)))
    }

    /// Shown with `digitCount` digits after the point.
    static func real(
        _ what: String, _ number: Double, digitCount: Int = 0, unit: String = "", _ formula: String, _ key: String
    ) -> PlanFigure {
        let value =
            digitCount == 0
            ? Figures.count(UInt64(number.rounded())) : Figures.fixed(number, digitCount: digitCount)
        return PlanFigure(what: what, value: value + unit, formula: formula, key: key, number: .real(number))
    }

    /// `75 µs`, `12.3 ms`, by size.
    static func time(_ what: String, microseconds: Double, _ formula: String, _ key: String) -> PlanFigure {
        let value =
            microseconds < 1_000
            ? Figures.fixed(microseconds, digitCount: 0) + " µs"
            : Figures.fixed(microseconds / 1e3, digitCount: 1) + " ms"
        return PlanFigure(what: what, value: value, formula: formula, key: key, number: .real(microseconds))
    }
}
