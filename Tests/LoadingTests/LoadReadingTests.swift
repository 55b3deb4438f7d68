import Testing

@testable import Loading

@Suite struct LoadReadingTests {
    private func reading(_ ids: [String], _ scores: [Float] = []) -> LoadReading {
        LoadReading(ids: ids, scores: scores, coverage: 1)
    }

    @Test func `recall is the share of the true items that were answered`() {
        #expect(reading(["a", "b", "x", "y"]).recall(of: reading(["a", "b", "c", "d"])) == 0.5)
        #expect(reading([]).recall(of: reading(["a"])) == 0)
        #expect(reading(["a"]).recall(of: reading([])) == nil)
    }

    @Test func `an item that scores as well as the last true one is right`() {
        let truth = reading(["a", "b"], [0.9, 0.8])
        #expect(reading(["a", "twin"], [0.9, 0.8]).recall(of: truth) == 1)
        #expect(reading(["a", "worse"], [0.9, 0.79]).recall(of: truth) == 0.5)
        #expect(reading(["a", "b", "c"], [0.9, 0.8, 0.8]).recall(of: truth) == 1)
    }
}
