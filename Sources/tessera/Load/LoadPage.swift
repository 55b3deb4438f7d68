internal import Loading
internal import Vocabulary

/// One page that shows one load or compares several: plots, figures, errors. It holds all it needs, runs no script, and
/// its policy forbids it to ask the network.
struct LoadPage {
    let reports: [LoadReport]

    /// A phase of one of the reports.
    private struct Entry {
        let name: String
        let span: LoadSpan
        /// Its color.
        let place: Int
    }

    private static let percentiles =
        stride(from: 0.0, to: 90, by: 5).map { $0 } + stride(from: 90.0, to: 99, by: 0.5).map { $0 }
        + stride(from: 99.0, to: 99.9, by: 0.05).map { $0 } + stride(from: 99.9, to: 99.995, by: 0.005).map { $0 }

    private var entries: [Entry] {
        var entries: [Entry] = []
        for report in reports {
            for step in report.steps where step.span.callCount > 0 {
                let name = reports.count > 1 ? "\(report.name): \(step.name)" : step.name
                entries.append(Entry(name: name, span: step.span, place: entries.count))
            }
        }
        return entries
    }

    var html: String {
        let title = reports.count == 1 ? "Load on \(reports[0].name)" : "\(reports.count) loads compared"
        let entries = entries
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>\(HTMLText.escaped(title)) · Tessera</title>
            <style>\(PageStyle.common)\(PlotPalette.style)\(PlotStyle.common)\(Self.style)</style>
            </head>
            <body>
            <header>
            <p class="kind">latency from the moment a call was scheduled, not from when it could be sent</p>
            <h1>\(HTMLText.escaped(title))</h1>
            \(facts)</header>
            <main>
            \(legend(entries))<div class="plots">
            \(plots(entries))</div>
            \(table)\(stages(entries))\(errors(entries))</main>
            <footer>Made by tessera load.</footer>
            </body>
            </html>

            """
    }

    private var facts: String {
        var html = ""
        for report in reports {
            let facts = [("began", Figures.moment(microseconds: report.startMicroseconds))] + report.facts
            let list = facts.map { "<li>\(HTMLText.escaped($0)) <b>\(HTMLText.escaped($1))</b></li>" }.joined()
            let name = reports.count > 1 ? "<li><b>\(HTMLText.escaped(report.name))</b></li>" : ""
            html += "<ul class=\"facts\">\(name)\(list)</ul>\n"
            let marks = report.steps.flatMap { step in step.marks.map { "\(step.name), \($0.words)" } }
            html += marks.map { "<p class=\"note\">\(HTMLText.escaped($0))</p>\n" }.joined()
            html += report.notes.map { "<p class=\"note\">\(HTMLText.escaped($0))</p>\n" }.joined()
        }
        return html
    }

    private func legend(_ entries: [Entry]) -> String {
        let items = entries.map { entry in
            let (color, dash) = (entry.place % PlotPalette.count, Self.dash(entry) % PlotPalette.dashes.count)
            return "<li class=\"c\(color)\"><svg viewBox=\"0 0 28 10\" aria-hidden=\"true\">"
                + "<line class=\"d\(dash)\" x1=\"0\" x2=\"28\" y1=\"5\" y2=\"5\"/></svg>"
                + "<span>\(HTMLText.escaped(entry.name))</span></li>"
        }
        return "<ul class=\"legend\">\(items.joined())</ul>\n"
    }

    /// The ninth line begins the colors anew, and is dashed.
    private static func dash(_ entry: Entry) -> Int { entry.place / PlotPalette.count }

    // MARK: Plots

    private func plots(_ entries: [Entry]) -> String {
        var html = figure(
            "Latency by percentile",
            LinePlot(
                xTitle: "percentile", yTitle: "ms", xAxis: .nines, yAxis: .logarithmic,
                lines: entries.map { entry in
                    let latency = entry.span.latency
                    // No percentile is told apart by fewer calls than it takes.
                    let most = 100 - 100 / Double(max(latency.count, 2))
                    return line(
                        entry,
                        Self.percentiles.filter { $0 <= most }.map { percentile in
                            (percentile, latency.microseconds(atPercentile: percentile) / 1_000)
                        })
                }))
        let byRate = rateLines
        if byRate.contains(where: { $0.points.count > 1 }) {
            html += figure(
                "Latency against rate, p50 and p99",
                LinePlot(
                    xTitle: "calls offered a second", yTitle: "ms", xAxis: .linear, yAxis: .logarithmic,
                    lines: byRate, showsPoints: true))
        }
        html += figure(
            "Answered over time",
            LinePlot(
                xTitle: "s", yTitle: "calls a second", xAxis: .linear, yAxis: .linear,
                lines: entries.map { entry in line(entry, seconds(entry) { Double($0[.answered]) }) }, marks: marks))
        html += figure(
            "Latency over time, p99",
            LinePlot(
                xTitle: "s", yTitle: "ms", xAxis: .linear, yAxis: .logarithmic,
                lines: entries.map { entry in
                    line(
                        entry,
                        seconds(entry) {
                            $0.latency.count == 0 ? nil : $0.latency.microseconds(atPercentile: 99) / 1_000
                        })
                }, marks: marks))
        let notAnswered = entries.filter { $0.span.callCount > $0.span[.answered] }
        if !notAnswered.isEmpty {
            html += figure(
                "Refused, late and failed over time",
                LinePlot(
                    xTitle: "s", yTitle: "calls a second", xAxis: .linear, yAxis: .linear,
                    lines: notAnswered.map { entry in
                        line(entry, seconds(entry) { Double($0.callCount - $0[.answered]) })
                    }, marks: marks))
        }
        let recalled = entries.filter { $0.span.recallCount > 0 }
        if !recalled.isEmpty {
            html += figure(
                "Recall over time",
                LinePlot(
                    xTitle: "s", yTitle: "recall", xAxis: .linear, yAxis: .shares,
                    lines: recalled.map { entry in line(entry, seconds(entry) { $0.recall }) }, marks: marks))
        }
        return html
    }

    /// What was done while the phases went on.
    private var marks: [(x: Double, label: String)] {
        reports.flatMap(\.steps).flatMap { step in
            step.marks.filter { $0.status != LoadMark.notRun }.map { ($0.second, "\(step.name), \($0.words)") }
        }
    }

    private func figure(_ caption: String, _ plot: LinePlot) -> String {
        "<figure><figcaption>\(HTMLText.escaped(caption))</figcaption>\n\(plot.svg)</figure>\n"
    }

    private func line(_ entry: Entry, _ points: [(x: Double, y: Double)]) -> PlotLine {
        PlotLine(
            name: entry.name, color: entry.place, dash: Self.dash(entry),
            points: points.map { PlotLine.Point(x: $0.x, y: $0.y, label: entry.name) })
    }

    private func seconds(_ entry: Entry, _ value: (LoadInterval) -> Double?) -> [(x: Double, y: Double)] {
        entry.span.intervals.prefix(Int(entry.span.seconds.rounded(.down))).enumerated().compactMap {
            second, interval in
            value(interval).map { (Double(second) + 0.5, $0) }
        }
    }

    /// Of each report that has several rates, a line of its medians and one of its slowest hundredths.
    private var rateLines: [PlotLine] {
        reports.enumerated().flatMap { place, report -> [PlotLine] in
            let steps = report.steps.filter { step in
                if case .open = step.span.pace { return step.span.latency.count > 0 }
                return false
            }.sorted { $0.span.offered < $1.span.offered }
            return [50.0, 99].enumerated().map { dash, percentile in
                PlotLine(
                    name: "\(report.name) p\(LoadText.number(percentile))", color: place, dash: dash,
                    points: steps.map { step in
                        let milliseconds = step.span.latency.microseconds(atPercentile: percentile) / 1_000
                        return PlotLine.Point(
                            x: step.span.offered, y: milliseconds,
                            label: "\(step.name): p\(LoadText.number(percentile)) "
                                + "\(LoadText.milliseconds(milliseconds * 1_000)) ms at "
                                + "\(LoadRate.words(step.span.offered)) a second",
                            isMarked: step.keepsGoal == false)
                    })
            }
        }
    }

    // MARK: Figures

    private var table: String {
        let headings =
            ["offered/s", "answered/s", "refused", "late", "failed"]
            + LoadReport.percentiles.map { $0 == 100 ? "max ms" : "p\(LoadText.number($0)) ms" } + ["recall"]
        var rows = ""
        for report in reports {
            rows +=
                "<tr class=\"head\"><th colspan=\"\(headings.count + 1)\">\(HTMLText.escaped(report.name))</th></tr>\n"
            for step in report.steps {
                let (span, latency) = (step.span, step.span.latency)
                func share(_ outcome: LoadOutcome) -> String {
                    span.callCount == 0 ? "" : LoadText.percent(Double(span[outcome]) / Double(span.callCount))
                }
                let cells =
                    [
                        step.name + (step.keepsGoal == false ? " (goal missed)" : ""), LoadRate.words(span.offered),
                        LoadRate.words(span.goodput), share(.refused), share(.late), share(.failed),
                    ] + LoadReport.percentiles.map { LoadText.milliseconds(latency.microseconds(atPercentile: $0)) }
                    + [span.recall.map { Figures.fixed($0, digitCount: 4) } ?? "–"]
                rows += "<tr>" + cells.map { "<td>\(HTMLText.escaped($0))</td>" }.joined() + "</tr>\n"
            }
        }
        return Self.table(["step"] + headings, rows)
    }

    private func stages(_ entries: [Entry]) -> String {
        let staged = entries.filter { $0.span.stagedCount > 0 }
        guard let first = staged.first else { return "" }
        let names = first.span.stages.map(\.name)
        let rows = staged.map { entry in
            let cells = names.map { name in
                let sum = entry.span.stages.first { $0.name == name }?.microsecondSum ?? 0
                return Figures.fixed(sum / Double(entry.span.stagedCount), digitCount: 1)
            }
            let server = entry.span.tallies.map(\.serverTime).max { $0.count < $1.count }
            let median = server.map { Figures.fixed($0.microseconds(atPercentile: 50), digitCount: 0) } ?? ""
            return "<tr>" + ([entry.name] + cells + [median]).map { "<td>\(HTMLText.escaped($0))</td>" }.joined()
                + "</tr>\n"
        }
        return "<h2>Time in the server by stage, mean µs of the answers that were looked at</h2>\n"
            + Self.table(["step"] + names + ["all, median"], rows.joined())
    }

    private func errors(_ entries: [Entry]) -> String {
        var rows = ""
        for entry in entries {
            for (error, count) in entry.span.errors.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
                let cells = [entry.name, error, Figures.count(count)]
                rows += "<tr>" + cells.map { "<td>\(HTMLText.escaped($0))</td>" }.joined() + "</tr>\n"
            }
        }
        guard !rows.isEmpty else { return "" }
        return "<h2>Errors</h2>\n" + Self.table(["step", "error", "calls"], rows)
    }

    private static func table(_ headings: [String], _ rows: String) -> String {
        let cells = headings.map { "<th>\(HTMLText.escaped($0))</th>" }.joined()
        return "<div class=\"figures\"><table>\n<thead><tr>\(cells)</tr></thead>\n<tbody>\n\(rows)</tbody>\n"
            + "</table></div>\n"
    }

    private static let style = """
        h2 { font-size: 1rem; margin-top: 1.8rem; } .figures { max-width: none; }
        tbody td:first-child, thead th:first-child { text-align: left; }

        """
}
