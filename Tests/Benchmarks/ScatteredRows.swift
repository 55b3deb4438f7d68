import Indexing
import Kernels
import TrialGround

/// As many vectors as one likes, scattered around real ones: row i is real row i modulo their number, plus noise, made
/// one long again. The seed and the number of a row decide it, so that any part can be made again by itself.
struct ScatteredRows: Sendable {
    private let base: HalfMatrix
    private let layout: FieldLayout
    private let seed: UInt64
    /// The length of the noise, on average; the real vectors' is 1.
    private let noise: Float

    init(_ base: HalfMatrix, layout: FieldLayout, noise: Float, seed: UInt64) {
        self.base = base
        self.layout = layout
        self.noise = noise
        self.seed = seed
    }

    /// Row `number`, as `FieldLayout.encode` makes it.
    func row(_ number: Int, kernels: KernelSet) throws -> [UInt16] {
        var floats = kernels.floats(base[number % base.rowCount])
        var random = SeededRandom(seed: seed &+ UInt64(number) &* 0x9E37_79B9_7F4A_7C15)
        // Of numbers spread evenly over -1...1 the mean square is a third.
        let scale = noise * (3 / Float(base.dimension)).squareRoot() / 32_768
        for start in stride(from: 0, to: floats.count, by: 4) {
            var word = random.next()
            for place in start..<min(start + 4, floats.count) {
                floats[place] += scale * Float(Int16(truncatingIfNeeded: word))
                word >>= 16
            }
        }
        return try layout.encode(floats, using: kernels)
    }
}
