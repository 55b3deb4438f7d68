import Kernels
import Testing
import TrialGround

struct EncodingTests {
    @Test(arguments: [1, 2, 3] as [UInt64])
    func `the scalar twin's tables are chains of multiply-adds from zero`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let example = PartsExample(partCount: 3, partDimension: 5, rowCount: 1, random: &random)
        let expected = (0..<3 * 256).map { place in
            var sum: Float = 0
            for index in 0..<5 {
                let component = place / 256 * 5 + index
                sum.addProduct(example.rows[component], example.centroids[component * 256 + place % 256])
            }
            return sum.bitPattern
        }
        #expect(example.tables(scalar) == expected)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `the scalar twin's codes name the least of the values, the first of equal ones`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let example = PartsExample(
            partCount: 3, partDimension: 5, rowCount: 4, distinctCount: seed == 1 ? 256 : 7, random: &random)
        let found = example.codes(scalar)
        for place in 0..<12 {
            let (row, part) = (place / 3, place % 3)
            let values = (0..<256).map { code in
                var value = example.halfNorms[part * 256 + code]
                for index in part * 5..<(part + 1) * 5 {
                    value.addProduct(-example.rows[row * 15 + index], example.centroids[index * 256 + code])
                }
                return value
            }
            let least = values.min()!
            #expect(Int(found.codes[place]) == values.firstIndex(of: least))
            #expect(found.values[place] == least.bitPattern)
        }
    }

    @Test(arguments: supportedSets, 1...17)
    func `every instruction set makes the tables of the scalar twin`(set: InstructionSet, partDimension: Int) throws {
        let kernels = try KernelSet(set)
        var random = SeededRandom(seed: UInt64(partDimension))
        for flavour in Flavour.allCases {
            for partCount in [1, 2, 3] {
                let example = PartsExample(
                    partCount: partCount, partDimension: partDimension, rowCount: 1, flavour: flavour, random: &random)
                #expect(example.tables(kernels) == example.tables(scalar), "\(flavour), \(partCount) parts")
            }
        }
    }

    @Test(arguments: supportedSets, 1...17)
    func `every instruction set makes the codes and values of the scalar twin`(
        set: InstructionSet, partDimension: Int
    ) throws {
        let kernels = try KernelSet(set)
        var random = SeededRandom(seed: UInt64(partDimension) + 100)
        for flavour in Flavour.allCases {
            for (partCount, rowCount) in [(1, 1), (1, 9), (2, 2), (3, 4)] {
                let example = PartsExample(
                    partCount: partCount, partDimension: partDimension, rowCount: rowCount, flavour: flavour,
                    random: &random)
                let found = example.codes(kernels), expected = example.codes(scalar)
                #expect(found.codes == expected.codes, "\(flavour), \(partCount) parts, \(rowCount) rows")
                #expect(found.values == expected.values, "\(flavour), \(partCount) parts, \(rowCount) rows")
            }
        }
    }

    @Test(arguments: supportedSets, [1, 2, 3, 16, 17, 100, 128, 255])
    func `of equal centroids the lowest is the code`(set: InstructionSet, distinctCount: Int) throws {
        let kernels = try KernelSet(set)
        var random = SeededRandom(seed: UInt64(distinctCount))
        let example = PartsExample(
            partCount: 4, partDimension: 6, rowCount: 50, distinctCount: distinctCount, random: &random)
        let codes = example.codes(kernels).codes
        #expect(codes.allSatisfy { $0 < distinctCount })
        #expect(codes == example.codes(scalar).codes)
    }

    @Test(arguments: supportedSets)
    func `of a zero and a negative zero the lower one is the code and the value`(set: InstructionSet) throws {
        let kernels = try KernelSet(set)
        for (first, second) in [(3, 4), (3, 19), (0, 255), (64, 128), (15, 16), (100, 7)] {
            for isFirstNegative in [false, true] {
                var halfNorms = [Float](repeating: 1, count: 256), codes: [UInt8] = [0], values: [Float] = [1]
                halfNorms[first] = isFirstNegative ? -0.0 : 0
                halfNorms[second] = isFirstNegative ? 0 : -0.0
                // A row of zeros: fma(-0, 1, ±0) keeps the sign of the half norm where that is negative.
                [Float(0)].withUnsafeBufferPointer { row in
                    [Float](repeating: 1, count: 256).withUnsafeBufferPointer { centroids in
                        halfNorms.withUnsafeBufferPointer { halfNorms in
                            codes.withUnsafeMutableBufferPointer { codes in
                                values.withUnsafeMutableBufferPointer {
                                    kernels.encodeRows(
                                        row, rowCount: 1, centroids: centroids, halfNorms: halfNorms, partCount: 1,
                                        codes: codes, values: $0)
                                }
                            }
                        }
                    }
                }
                let lower = min(first, second)
                #expect(Int(codes[0]) == lower)
                #expect(values[0].bitPattern == halfNorms[lower].bitPattern)
            }
        }
    }

    @Test(arguments: supportedSets)
    func `a batch has the codes of its rows, with and without values`(set: InstructionSet) throws {
        let kernels = try KernelSet(set)
        var random = SeededRandom(seed: 77)
        let example = PartsExample(partCount: 6, partDimension: 8, rowCount: 70, random: &random)
        #expect(example.codesAlone(kernels) == example.codes(kernels).codes)
        #expect(example.codesAlone(kernels) == example.codes(scalar).codes)
    }
}
