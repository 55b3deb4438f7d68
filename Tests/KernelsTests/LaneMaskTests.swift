import Kernels
import Testing
import TrialGround

struct LaneMaskTests {
    @Test(arguments: [0, 1, 2, 17], [1, 2, 3] as [UInt64])
    func `a mask has the bits of the ordinals that are set`(blockCount: Int, seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let words = (0..<50).map { _ in random.next() & random.next() }
        let ordinals = (0..<64 * blockCount).map { _ in UInt32.random(in: 0..<3_200, using: &random) }
        var masks = [UInt64](repeating: .max, count: blockCount)
        ordinals.withUnsafeBufferPointer { ordinals in
            words.withUnsafeBufferPointer { words in
                masks.withUnsafeMutableBufferPointer { scalar.laneMasks(of: ordinals, in: words, into: $0) }
            }
        }
        for (place, ordinal) in ordinals.enumerated() {
            #expect(masks[place / 64] >> UInt64(place % 64) & 1 == words[Int(ordinal / 64)] >> UInt64(ordinal % 64) & 1)
        }
    }
}
