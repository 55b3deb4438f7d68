import Routing
import Testing

/// How many lists a search with a filter probes.
struct ProbeWidthTests {
    private static func width(_ share: Double, listCount: Int = 1_000, usualCount: Int = 50) -> ProbeWidth {
        ProbeWidth(listCount: listCount, usualCount: usualCount, codeCount: 300_000, share: share)
    }

    @Test func `the first round widens by the share to the power of three eighths, to all lists at most`() {
        #expect(Self.width(1).firstCount == 50)
        #expect(Self.width(1 / 16.0).firstCount == 142)
        #expect(Self.width(1 / 256.0).firstCount == 400)
        #expect(Self.width(1e-9).firstCount == 1_000)
        #expect(Self.width(0).firstCount == 50)
        #expect(Self.width(0.5, listCount: 10, usualCount: 10).firstCount == 10)
    }

    @Test func `lists that hold as much as chance lets them are enough`() {
        let width = Self.width(0.1)
        // 25,000 items, 2,500 of which are expected to be allowed, give or take 100.
        func next(_ matched: UInt64) -> Int? {
            width.nextCount(probedCount: 90, plannedCount: 25_000, matchedCount: matched, wideningCount: 0)
        }
        #expect(next(25_000) == nil)
        #expect(next(2_500) == nil)
        #expect(next(2_401) == nil)
        #expect(next(2_399) != nil)
        #expect(next(0) != nil)
    }

    @Test func `lists that hold less are followed by as many as the rest suggests, half as many at least`() throws {
        let width = Self.width(0.1)
        let some = try #require(
            width.nextCount(probedCount: 90, plannedCount: 25_000, matchedCount: 2_300, wideningCount: 0))
        let none = try #require(
            width.nextCount(probedCount: 90, plannedCount: 25_000, matchedCount: 0, wideningCount: 0))
        #expect(some >= 135 && some < none && none <= 400)
        // Once widened, four fifths of the number that was aimed at are enough.
        #expect(width.nextCount(probedCount: none, plannedCount: 90_000, matchedCount: 9_000, wideningCount: 1) == nil)
        #expect(width.nextCount(probedCount: none, plannedCount: 90_000, matchedCount: 900, wideningCount: 1) != nil)
    }

    @Test func `no more lists follow when all were probed, or all that is allowed was seen`() {
        let width = Self.width(0.001)
        #expect(width.nextCount(probedCount: 1_000, plannedCount: 300_000, matchedCount: 0, wideningCount: 0) == nil)
        #expect(width.nextCountWhenShort(probedCount: 1_000) == nil)
        #expect(width.nextCount(probedCount: 800, plannedCount: 280_000, matchedCount: 300, wideningCount: 1) == nil)
    }

    @Test func `a search that is short goes on in four times as many lists`() {
        let width = Self.width(1)
        #expect(width.nextCountWhenShort(probedCount: 50) == 200)
        #expect(width.nextCountWhenShort(probedCount: 400) == 1_000)
    }
}
