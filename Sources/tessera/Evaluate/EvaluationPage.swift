internal import Vocabulary

/// One page that shows an evaluation: two plots and all figures. It holds all it needs, runs no script, and its policy
/// forbids it to ask the network.
struct EvaluationPage {
    let evaluation: Evaluation

    var html: String {
        let title = "Recall of \(evaluation.gallery)"
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>\(HTMLText.escaped(title)) · Tessera</title>
            <style>\(PageStyle.common)\(PlotPalette.style)\(PlotStyle.common)</style>
            </head>
            <body>
            <header>
            <p class="kind">recall@\(evaluation.limit) and latency, measured against comparing every item</p>
            <h1>\(HTMLText.escaped(title))</h1>
            \(facts)\(notes)</header>
            <main>
            \(plots)\(table)</main>
            <footer>Made by tessera. Latency includes the way to the daemon and back, one search after another.\
            </footer>
            </body>
            </html>

            """
    }

    private var facts: String {
        let facts = [
            ("queries", evaluation.queries), ("k", "\(evaluation.limit)"),
            ("measured", Figures.moment(microseconds: evaluation.measuredMicroseconds)),
        ]
        let list = facts.map { "<li>\($0) <b>\(HTMLText.escaped($1))</b></li>" }.joined()
        return "<ul class=\"facts\">\(list)</ul>\n"
    }

    private var notes: String {
        evaluation.notes.map { "<p class=\"note\">\(HTMLText.escaped($0))</p>\n" }.joined()
    }

    /// Of each series and oversampling, a line through its settings.
    private func lines(_ x: (EvaluationPoint) -> Double?) -> [PlotLine] {
        var lines: [PlotLine] = []
        for (place, series) in evaluation.series.enumerated() {
            var oversamplings: [Float] = []
            for point in series.points where !point.isExact && !oversamplings.contains(point.oversampling) {
                oversamplings.append(point.oversampling)
            }
            for (dash, oversampling) in oversamplings.enumerated() {
                let settings = series.points.filter { !$0.isExact && $0.oversampling == oversampling }
                let points = settings.compactMap { point in
                    x(point).map {
                        PlotLine.Point(
                            x: $0, y: point.recall, label: Self.label(series, point), isMarked: point.isDefault,
                            isJoined: point.nprobe != nil)
                    }
                }
                let words = oversampling == 0 ? "default" : "\(oversampling)"
                let name = oversamplings.count > 1 ? "\(series.name), oversampling \(words)" : series.name
                lines.append(
                    PlotLine(name: name, color: place, dash: dash, points: points))
            }
        }
        return lines.filter { !$0.points.isEmpty }
    }

    private static func label(_ series: EvaluationSeries, _ point: EvaluationPoint) -> String {
        "\(series.name), nprobe \(point.setting), \(Figures.count(UInt64(point.candidateCount))) candidates: recall "
            + "\(Figures.fixed(point.recall, digitCount: 4)), "
            + "\(Evaluation.milliseconds(point.latency.medianMicroseconds)) ms"
            + (point.isDefault ? " (default)" : "")
    }

    private var plots: String {
        let byTime = lines { $0.latency.medianMicroseconds > 0 ? Double($0.latency.medianMicroseconds) / 1_000 : nil }
        guard !byTime.isEmpty else { return "" }
        let recall = "recall@\(evaluation.limit)"
        let first = RecallPlot(xTitle: "median latency, ms", yTitle: recall, isBinary: false, lines: byTime)
        let second = RecallPlot(
            xTitle: "nprobe, lists looked into", yTitle: recall, isBinary: true,
            lines: lines { $0.nprobe.map(Double.init) })
        let legend = byTime.map { line in
            let (color, dash) = (line.color % PlotPalette.count, line.dash % PlotPalette.dashes.count)
            return "<li class=\"c\(color)\"><svg viewBox=\"0 0 28 10\" aria-hidden=\"true\">"
                + "<line class=\"d\(dash)\" x1=\"0\" x2=\"28\" y1=\"5\" y2=\"5\"/></svg>"
                + "<span>\(HTMLText.escaped(line.name))</span></li>"
        }.joined()
        return """
            <ul class="legend">\(legend)<li class="hint">a large point is the default</li></ul>
            <div class="plots">
            <figure><figcaption>Recall against latency</figcaption>
            \(first.svg)</figure>
            <figure><figcaption>Recall against lists looked into</figcaption>
            \(second.svg)</figure>
            </div>

            """
    }

    private var table: String {
        var rows = ""
        for series in evaluation.series {
            let lists = series.listCount == 0 ? "exact" : "\(Figures.count(series.listCount)) lists"
            rows += "<tr class=\"head\"><th colspan=\"7\">\(HTMLText.escaped(series.name)) <span>"
            rows += "\(Figures.count(series.itemCount)) items, \(lists), \(Figures.count(series.queryCount)) queries"
            rows += "</span></th></tr>\n"
            for point in series.points {
                let cells = [
                    point.setting, point.isExact ? "–" : point.oversamplingText,
                    Figures.fixed(point.recall, digitCount: 4),
                    Evaluation.milliseconds(point.latency.medianMicroseconds),
                    Evaluation.milliseconds(point.latency.tailMicroseconds),
                    Figures.count(Int(point.latency.queriesPerSecond)), Evaluation.percent(point.plannedShare),
                ].map { "<td>\($0)</td>" }.joined()
                rows += "<tr\(point.isDefault ? " class=\"default\"" : "")>\(cells)</tr>\n"
            }
        }
        let headings = [
            "nprobe", "oversampling", "recall@\(evaluation.limit)", "p50 ms", "p99 ms", "queries/s", "looked at",
        ].map { "<th>\($0)</th>" }.joined()
        return "<div class=\"figures\"><table>\n<thead><tr>\(headings)</tr></thead>\n<tbody>\n\(rows)</tbody>\n</table>"
            + "</div>\n"
    }
}
