import Kernels
import Testing

struct VectorMathTests {
    @Test(arguments: [1, 1e-38, 0x1p-146, 3e38] as [Float])
    func `a vector of any size is scaled to unit length`(size: Float) throws {
        let unit = try #require(VectorMath.normalise([size, -size, size, size]))
        #expect(unit == [0.5, -0.5, 0.5, 0.5])
    }

    @Test(arguments: [[], [0, 0], [-0.0], [1, .nan], [.infinity, 1], [-.infinity]] as [[Float]])
    func `a vector without a direction is refused`(vector: [Float]) {
        #expect(VectorMath.normalise(vector) == nil)
    }
}
