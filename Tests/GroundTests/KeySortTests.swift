import Ground
import Testing
import TrialGround

@Suite struct KeySortTests {
    @Test(arguments: [0, 1, 2, 11, 12, 13, 24, 25, 50, 99, 1_000, 4_097])
    func `keys descend, each as often as before`(count: Int) {
        var random = SeededRandom(seed: UInt64(count))
        for bound in [1, 7, UInt64.max] {
            let keys = (0..<count).map { _ in UInt64.random(in: 0...bound, using: &random) }
            for arranged in [keys, keys.sorted(), keys.sorted(by: >)] {
                var sorted = arranged
                KeySort.descend(&sorted)
                #expect(sorted == keys.sorted(by: >))
            }
        }
    }
}
