import Ground
import Testing

struct MonotonicTimeTests {
    @Test func `time goes forward and never past never`() {
        let start = MonotonicTime.now
        #expect(start.advanced(microseconds: 5) > start)
        #expect(start.advanced(microseconds: .max) == .never)
        #expect(start.advanced(microseconds: 1_500).microseconds(since: start) == 1_500)
        #expect(start.microseconds(since: start.advanced(microseconds: 9)) == 0)
        #expect(MonotonicTime.now >= start)
    }
}
