import Bitmaps
import Testing
import TrialGround

struct BitmapTests {
    /// Numbers in every form that a bitmap knows: few, many, and long runs.
    private static func numbers(_ seed: UInt64) -> Set<UInt32> {
        var random = SeededRandom(seed: seed)
        var numbers: Set<UInt32> = []
        for _ in 0..<Int.random(in: 0...500, using: &random) {
            numbers.insert(.random(in: 0..<400_000, using: &random))
        }
        for _ in 0..<20_000 { numbers.insert(.random(in: 70_000..<131_000, using: &random)) }
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            let start = UInt32.random(in: 131_072..<300_000, using: &random)
            numbers.formUnion(start..<start + .random(in: 1...90_000, using: &random))
        }
        return numbers
    }

    private static func words(_ numbers: Set<UInt32>) -> [UInt64] {
        var words = [UInt64](repeating: 0, count: 6_251)
        for number in numbers { words[Int(number >> 6)] |= 1 << UInt64(number & 63) }
        return words
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `a bitmap holds the numbers it was made of, in any order`(seed: UInt64) {
        let numbers = Self.numbers(seed)
        let bitmap = Bitmap(Array(numbers))
        #expect(bitmap.count == numbers.count)
        #expect(bitmap.largest == numbers.max())
        #expect(numbers.allSatisfy { bitmap.contains($0) })
        #expect((0..<400_000).count { bitmap.contains($0) } == numbers.count)
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `blending sets and clears the bits of its numbers and no others`(seed: UInt64) {
        let numbers = Self.numbers(seed), others = Self.numbers(seed + 1_000)
        let bitmap = Bitmap(Array(numbers))
        var words = Self.words(others)
        words.withUnsafeMutableBufferPointer { bitmap.add(to: $0) }
        #expect(words == Self.words(numbers.union(others)))
        words = Self.words(others)
        words.withUnsafeMutableBufferPointer { bitmap.remove(from: $0) }
        #expect(words == Self.words(others.subtracting(numbers)))
    }

    @Test(arguments: 0..<5 as Range<UInt64>)
    func `a union holds the numbers of both`(seed: UInt64) {
        let numbers = Self.numbers(seed), others = Self.numbers(seed + 1_000)
        let union = Bitmap(Bitmap(Array(numbers)), and: Bitmap(Array(others)))
        #expect(union.count == numbers.union(others).count)
        #expect(numbers.union(others).allSatisfy { union.contains($0) })
    }

    @Test func `the last container may end with the words`() {
        let numbers: Set<UInt32> = [0, 63, 64, 65_535, 65_536, 65_599]
        var words = [UInt64](repeating: 0, count: 1_025)
        words.withUnsafeMutableBufferPointer { Bitmap(Array(numbers)).add(to: $0) }
        #expect(words[0] == 0x8000_0000_0000_0001)
        #expect(words[1] == 1)
        #expect(words[1_023] == 0x8000_0000_0000_0000)
        #expect(words[1_024] == 0x8000_0000_0000_0001)
        #expect(words.reduce(0) { $0 + $1.nonzeroBitCount } == 6)
    }

    @Test func `many numbers take two bytes each at most, and runs next to none`() {
        #expect(Bitmap((0..<65_536 as Range<UInt32>).filter { $0 % 3 == 0 }).byteCount < 8_300)
        #expect(Bitmap(Array(0..<300_000 as Range<UInt32>)).byteCount < 200)
        #expect(Bitmap((0..<3_000 as Range<UInt32>).map { $0 * 20 }).byteCount < 6_100)
    }

    @Test func `the empty set blends with no words`() {
        var words: [UInt64] = []
        words.withUnsafeMutableBufferPointer { Bitmap([]).add(to: $0) }
        #expect(Bitmap([]).count == 0)
        #expect(Bitmap([]).largest == nil)
    }
}
