import Foundation
import Testing
import Vocabulary

@testable import tessera

/// How an evaluation counts, and what it shows.
struct EvaluationTests {
    static func hit(_ id: String, _ score: Float, similarity: Float? = nil) -> Hit {
        Hit(
            item: Item(id: id), score: score,
            fields: similarity.map { [FieldScore(field: "a", similarity: $0)] } ?? [])
    }

    @Test func `recall is the share of the truly best that were answered`() {
        let truth = TrueAnswer([Self.hit("x", 3), Self.hit("y", 2)], field: nil, comparesValues: false)
        #expect(truth.recall(of: [Self.hit("y", 2), Self.hit("z", 1)], field: nil) == 0.5)
        #expect(truth.recall(of: [Self.hit("y", 2), Self.hit("x", 3)], field: nil) == 1)
        #expect(truth.recall(of: [], field: nil) == 0)
    }

    @Test func `an item as good as the last of the best is right, whichever of them was answered`() {
        let truth = [Self.hit("x", 3, similarity: 0.9), Self.hit("y", 2, similarity: 0.5)]
        let found = [Self.hit("z", 0, similarity: 0.5), Self.hit("w", 9, similarity: 0.25)]
        #expect(TrueAnswer(truth, field: "a", comparesValues: true).recall(of: found, field: "a") == 0.5)
        #expect(TrueAnswer(truth, field: "a", comparesValues: false).recall(of: found, field: "a") == 0)
        #expect(TrueAnswer(truth, field: nil, comparesValues: true).recall(of: found, field: nil) == 0.5)
    }

    @Test func `more equals than there are places do not count beyond 1`() {
        let truth = TrueAnswer([Self.hit("x", 1)], field: nil, comparesValues: true)
        #expect(truth.recall(of: [Self.hit("a", 1), Self.hit("b", 1)], field: nil) == 1)
    }

    @Test func `a query with nothing to find has no recall`() {
        #expect(TrueAnswer([], field: nil, comparesValues: true).recall(of: [], field: nil) == nil)
    }

    @Test func `quantiles are times that were measured`() {
        let figures = LatencyFigures((1...200).reversed().map { UInt64($0) })
        #expect(figures.medianMicroseconds == 100)
        #expect(figures.tailMicroseconds == 198)
        #expect(LatencyFigures([7]).tailMicroseconds == 7)
        #expect(LatencyFigures([500, 1_500]).queriesPerSecond == 1_000)
        #expect(LatencyFigures([0]).queriesPerSecond == 0)
    }

    @Test func `the sweep doubles up to all lists and takes in what a search takes by itself`() {
        func numbers(_ sweep: Sweep, _ listCount: Int, _ chosen: Int?) -> [Int?] {
            sweep.settings(listCount: listCount, chosen: chosen).map(\.nprobe)
        }
        #expect(numbers(Sweep(), 20, 5) == [1, 2, 4, 5, 8, 16, 20])
        #expect(numbers(Sweep(), 1, nil) == [1, nil])
        #expect(numbers(Sweep(nprobes: [64, 3, 3, 100]), 64, 8) == [3, 8, 64])
    }

    @Test func `recalls take the place of numbers of lists, and stand behind those that are given`() {
        let usual = Sweep.Setting()
        let asked = [Sweep.Setting(targetRecall: 0.9), Sweep.Setting(targetRecall: 0.99)]
        #expect(Sweep(targetRecalls: [0.9, 0.99]).settings(listCount: 64, chosen: nil) == asked + [usual])
        #expect(
            Sweep(nprobes: [2], targetRecalls: [0.9, 0.99]).settings(listCount: 64, chosen: 8)
                == [Sweep.Setting(nprobe: 2), Sweep.Setting(nprobe: 8)] + asked)
    }

    @Test func `what was asked for is told against what was found`() {
        var evaluation = Self.evaluation()
        evaluation.series[0].points += [(0.9, 0.912), (0.99, 0.985)].map { asked, found in
            EvaluationPoint(targetRecall: asked, recall: found, latency: LatencyFigures([300]))
        }
        #expect(evaluation.notes.contains("description: asked for 0.9, found 0.912 (+0.012)"))
        #expect(evaluation.notes.contains("description: asked for 0.99, found 0.985 (-0.005)"))
        #expect(evaluation.text(columnCount: nil).contains("for 0.99"))
    }

    @Test(arguments: [(0.999, 0.9), (0.93, 0.9), (0.9, 0.85), (0.62, 0.5), (0, 0), (1, 0.9)])
    func `a plot begins at a round recall below all points`(least: Double, floor: Double) {
        #expect(abs(RecallPlot.floor(least) - floor) < 1e-9)
    }

    static let attack = "\"><script>alert(1)</script>"

    static func evaluation(_ name: String = "description") -> Evaluation {
        func point(_ nprobe: Int?, _ recall: Double, _ time: UInt64, isDefault: Bool = false) -> EvaluationPoint {
            EvaluationPoint(
                nprobe: nprobe, oversampling: 4, candidateCount: 100, isDefault: isDefault, recall: recall,
                latency: LatencyFigures([time]), plannedShare: 0.01)
        }
        let exact = EvaluationPoint(isExact: true, oversampling: 1, recall: 1, latency: LatencyFigures([9_000]))
        return Evaluation(
            gallery: name, limit: 10, queries: name,
            series: [
                EvaluationSeries(
                    name: name, isFused: false, itemCount: 30_000, listCount: 117, defaultNprobe: 8, queryCount: 200,
                    points: [exact, point(1, 0.4, 200), point(8, 0.96, 450, isDefault: true), point(117, 0.99, 3_000)]),
                EvaluationSeries(
                    name: "fused", isFused: true, itemCount: 30_000, listCount: 117, defaultNprobe: nil,
                    queryCount: 200, points: [exact, point(1, 0.5, 500), point(nil, 0.97, 900, isDefault: true)]),
            ], unwantedExactCount: 0, measuredMicroseconds: 1_000_000)
    }

    @Test func `the table marks the default`() {
        let text = Self.evaluation().text(columnCount: nil)
        let lines = text.split(separator: "\n").map(String.init)
        #expect(lines.filter { $0.contains(" * ") }.count == 2)
        #expect(lines.contains { $0.contains("*") && $0.contains("0.9600") && $0.contains("0.45") })
        #expect(lines.contains { $0.contains("all items") && $0.contains("9.00") })
        #expect(!text.contains("oversampling"))
    }

    @Test func `the page asks the network for nothing and runs nothing`() {
        let html = EvaluationPage(evaluation: Self.evaluation()).html
        #expect(html.contains("default-src 'none'; style-src 'unsafe-inline'"))
        for part in ["<script", "<img", "<link", "@import", "url(", "http:", "https:", " href", " onload"] {
            #expect(!html.contains(part), "\(part)")
        }
        #expect(html.contains("prefers-color-scheme: dark"))
    }

    @Test func `the page has both plots with a line a series, and every figure`() {
        let html = EvaluationPage(evaluation: Self.evaluation()).html
        // Fused, only one setting has a number of lists, so there is nothing to join.
        #expect(html.components(separatedBy: "<polyline").count - 1 == 2)
        #expect(html.components(separatedBy: "class=\"marked\"").count - 1 == 3)
        #expect(html.contains("description, nprobe 8, 100 candidates: recall 0.9600, 0.45 ms (default)"))
        for part in ["0.4000", "0.9900", "117 lists", "Recall against latency", "Recall against lists looked into"] {
            #expect(html.contains(part), "\(part)")
        }
    }

    @Test func `no name can become a tag or leave an attribute`() {
        let html = EvaluationPage(evaluation: Self.evaluation(Self.attack)).html
        #expect(!html.contains("<script"))
        #expect(html.contains("&quot;&gt;&lt;script&gt;"))
    }

    @Test func `a gallery without codes has a page without plots`() {
        let exact = EvaluationPoint(isExact: true, isDefault: true, recall: 1, latency: LatencyFigures([9_000]))
        let evaluation = Evaluation(
            gallery: "g", limit: 10, queries: "q",
            series: [
                EvaluationSeries(
                    name: "a", isFused: false, itemCount: 3, listCount: 0, defaultNprobe: nil, queryCount: 2,
                    points: [exact])
            ], unwantedExactCount: 0, measuredMicroseconds: 0)
        #expect(!EvaluationPage(evaluation: evaluation).html.contains("<polyline"))
        #expect(evaluation.notes.count == 1)
    }
}
