import Kernels
import Testing
import TrialGround

struct ConversionTests {
    @Test(arguments: supportedSets)
    func `every half widens to the compiler's float`(set: InstructionSet) throws {
        let halves = (0...UInt16.max).map { $0 }
        let floats = try KernelSet(set).floats(halves)
        for half in halves {
            let expected = Float(Float16(bitPattern: half)), found = floats[Int(half)]
            if expected.isNaN {
                #expect(found.isNaN)
            } else if found.bitPattern != expected.bitPattern {
                Issue.record("half \(half) became \(found), not \(expected)")
            }
        }
    }

    @Test(arguments: supportedSets)
    func `every finite half survives the way to float and back`(set: InstructionSet) throws {
        let kernels = try KernelSet(set)
        let halves = (0...UInt16.max).filter { Half.isFinite($0) }
        #expect(try kernels.halves(kernels.floats(halves)) == halves)
    }

    @Test(arguments: supportedSets)
    func `floats at, beside and between halves round as the compiler rounds them`(set: InstructionSet) throws {
        var floats: [Float] = []
        for half in 0..<(0x7bff as UInt16) {
            let low = Float(Float16(bitPattern: half)), high = Float(Float16(bitPattern: half + 1))
            let middle = (low + high) / 2
            floats += [low, low.nextUp, middle.nextDown, middle, middle.nextUp]
        }
        floats += [65_504, 65_519.996, Float(65_520).nextDown]
        floats += [.leastNonzeroMagnitude, .leastNormalMagnitude, 0x1p-25, Float(0x1p-25).nextUp, 1e-30]
        floats += floats.map { -$0 }
        let found = try KernelSet(set).halves(floats)
        for (float, half) in zip(floats, found) where half != Float16(float).bitPattern {
            Issue.record("\(float) became half \(half), not \(Float16(float).bitPattern)")
        }
    }

    @Test(arguments: supportedSets, [1, 2, 3] as [UInt64])
    func `any float rounds as the compiler rounds it`(set: InstructionSet, seed: UInt64) throws {
        let kernels = try KernelSet(set)
        var random = SeededRandom(seed: seed)
        let floats = (0..<20_001).map { _ in Float(bitPattern: UInt32.random(in: 0...UInt32.max, using: &random)) }
        var halves = [UInt16](repeating: 0, count: floats.count)
        _ = floats.withUnsafeBufferPointer { floats in
            halves.withUnsafeMutableBufferPointer { kernels.convert(floats, to: $0) }
        }
        for (float, half) in zip(floats, halves) {
            let same = float.isNaN ? Float16(bitPattern: half).isNaN : half == Float16(float).bitPattern
            if !same { Issue.record("\(float) became half \(half)") }
        }
    }

    @Test(arguments: supportedSets, [Float.infinity, -.infinity, .nan, 65_520, -65_520, 1e30])
    func `the first component that no finite half can hold is named`(set: InstructionSet, bad: Float) throws {
        let kernels = try KernelSet(set)
        for count in [1, 15, 16, 17, 40] {
            for place in 0..<count {
                var floats = [Float](repeating: 1, count: count)
                floats[place] = bad
                floats[count - 1] = bad
                #expect(throws: KernelError.componentOutOfRange(index: place)) { try kernels.halves(floats) }
            }
        }
    }
}
