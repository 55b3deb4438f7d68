import Kernels
import Testing
import TrialGround

@testable import Quantization

@Suite struct PruningTests {
    enum Nature: CaseIterable {
        case plain, equal, huge, negative, denormal, dominated, steps, overflowing, mixed
    }

    private static func entry(_ nature: Nature, row: Int, code: Int, _ random: inout SeededRandom) -> Float {
        let plain = Float.random(in: -1...1, using: &random)
        return switch nature {
        case .plain: plain
        case .equal: 0.3
        case .huge: plain * 1e30
        case .negative: -1 - abs(plain)
        case .denormal: plain * 0x1p-130
        case .dominated: row == 1 ? plain * 1e6 : plain * 1e-3
        // Such as the rows of scalars have.
        case .steps: -0.001 * Float(code)
        case .overflowing: plain * 3e38
        case .mixed: row % 3 == 0 ? plain * 1e-20 : row % 3 == 1 ? plain : plain * 1e10
        }
    }

    private static func tables(
        _ nature: Nature, rowCount: Int, scannedRowCount: Int, isHalved: Bool = false, _ random: inout SeededRandom
    ) -> CodeTables {
        var tables = CodeTables()
        if isHalved {
            tables.reserve(vectorCount: 4, rowCount: rowCount, scannedRowCount: scannedRowCount, isHalved: true)
            for row in 0..<2 * rowCount {
                for code in 0..<16 {
                    tables.mutableNibbles[row * 16 + code] =
                        row < 2 * scannedRowCount
                        ? entry(nature, row: row, code: code, &random) : -0.0001 * Float(code)
                }
            }
            KernelSet.best.pairTables(of: UnsafeBufferPointer(tables.mutableNibbles), into: tables.mutableFloats)
            tables.bound(kernels: .best)
            return tables
        }
        tables.reserve(vectorCount: 4, rowCount: rowCount, scannedRowCount: scannedRowCount)
        for row in 0..<rowCount {
            for code in 0..<256 {
                tables.mutableFloats[row * 256 + code] =
                    row < scannedRowCount
                    ? entry(nature, row: row, code: code, &random) : -0.0001 * Float(code)
            }
        }
        tables.bound(kernels: .best)
        return tables
    }

    private static let rowCounts = [1, 2, 3, 8, 47, 48, 64, 255, 256, 257, 258, 300]

    @Test(arguments: Nature.allCases, [UInt64(1), 2])
    func `no code whose score reaches the bar is dropped`(nature: Nature, seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for rowCount in Self.rowCounts {
            for isScalar in [false, true] {
                let all = isScalar ? rowCount + 2 : rowCount
                let scanned = isScalar ? rowCount + 1 : rowCount
                let tables = Self.tables(nature, rowCount: all, scannedRowCount: scanned, &random)
                for _ in 0..<10 {
                    let code = (0..<all).map { _ in UInt8.random(in: 0...255, using: &random) }
                    let sum = (0..<scanned).reduce(0) { $0 + Int(tables.bytes[$1 * 256 + Int(code[$1])]) }
                    let plain = CodeTablesTests.score(code, tables)
                    for scale in [0, 1, -1, 1e-30, -1e6, 1e20] as [Float] {
                        let constant = scale * Float.random(in: 0.5...2, using: &random)
                        let score = plain + constant
                        // The bar that the code just reaches, the ones around it, and any.
                        for bar in [score, score.nextDown, score - abs(score) * 0.01, -Float.infinity, -1, 0] {
                            guard score >= bar else { continue }
                            guard let threshold = tables.threshold(bar: bar, constant: constant) else {
                                Issue.record("nothing passes \(bar), but \(score) does")
                                continue
                            }
                            #expect(sum >= Int(threshold))
                        }
                    }
                }
            }
        }
    }

    /// The sum of the bounds of a code's halves.
    private static func sum(_ code: [UInt8], _ tables: borrowing CodeTables, scannedRowCount: Int) -> Int {
        var sum = 0
        for row in 0..<scannedRowCount {
            let (low, high) = (Int(code[row] & 15), Int(code[row] >> 4))
            sum += Int(tables.bytes[row * 32 + low]) + Int(tables.bytes[row * 32 + 16 + high])
        }
        return sum
    }

    @Test(arguments: Nature.allCases, [UInt64(1), 2])
    func `no code of four bits whose score reaches the bar is dropped`(nature: Nature, seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for rowCount in [1, 2, 3, 8, 24, 48, 127, 128, 129, 200] {
            for isScalar in [false, true] {
                let (all, scanned) = isScalar ? (rowCount + 2, rowCount + 1) : (rowCount, rowCount)
                let tables = Self.tables(
                    nature, rowCount: all, scannedRowCount: scanned, isHalved: true, &random)
                #expect(tables.levelSumMax <= 65_535)
                for _ in 0..<10 {
                    let code = (0..<all).map { _ in UInt8.random(in: 0...255, using: &random) }
                    let sum = Self.sum(code, tables, scannedRowCount: scanned)
                    let plain = CodeTablesTests.score(code, tables)
                    for scale in [0, 1, -1, 1e-30, -1e6, 1e20] as [Float] {
                        let constant = scale * Float.random(in: 0.5...2, using: &random)
                        let score = plain + constant
                        for bar in [score, score.nextDown, score - abs(score) * 0.01, -Float.infinity, -1, 0] {
                            guard score >= bar else { continue }
                            guard let threshold = tables.threshold(bar: bar, constant: constant) else {
                                Issue.record("nothing passes \(bar), but \(score) does")
                                continue
                            }
                            #expect(sum >= Int(threshold))
                        }
                    }
                }
            }
        }
    }

    @Test func `most codes of four bits below the bar are dropped`() {
        var random = SeededRandom(seed: 5)
        let tables = Self.tables(.plain, rowCount: 48, scannedRowCount: 48, isHalved: true, &random)
        let codes = (0..<4_000).map { _ in (0..<48).map { _ in UInt8.random(in: 0...255, using: &random) } }
        let bar = codes.map { CodeTablesTests.score($0, tables) }.sorted(by: >)[40]
        let threshold = tables.threshold(bar: bar, constant: 0)
        let survivors = codes.filter { Self.sum($0, tables, scannedRowCount: 48) >= Int(threshold ?? 0) }
        #expect(threshold != nil && survivors.count >= 41 && survivors.count < 120)
    }

    @Test(arguments: Nature.allCases)
    func `sums fit sixteen bits`(nature: Nature) {
        var random = SeededRandom(seed: 4)
        for rowCount in Self.rowCounts {
            let tables = Self.tables(nature, rowCount: rowCount, scannedRowCount: rowCount, &random)
            let largest = (0..<rowCount).reduce(0) { sum, row in
                sum + Int((0..<256).map { tables.bytes[row * 256 + $0] }.max()!)
            }
            #expect(largest <= 65_535)
            #expect(tables.levelSumMax >= largest && tables.levelSumMax <= 65_535)
        }
    }

    @Test func `most codes below the bar are dropped`() {
        var random = SeededRandom(seed: 5)
        let tables = Self.tables(.plain, rowCount: 48, scannedRowCount: 48, &random)
        let codes = (0..<4_000).map { _ in (0..<48).map { _ in UInt8.random(in: 0...255, using: &random) } }
        let scores = codes.map { CodeTablesTests.score($0, tables) }
        let bar = scores.sorted(by: >)[40]
        let threshold = tables.threshold(bar: bar, constant: 0)
        #expect(threshold != nil)
        let survivors = codes.filter { code in
            code.indices.reduce(0) { $0 + Int(tables.bytes[$1 * 256 + Int(code[$1])]) } >= Int(threshold ?? 0)
        }
        #expect(survivors.count >= 41)
        #expect(survivors.count < 80)
    }

    @Test func `a bar that nothing can reach says so, one that all reach says 0`() {
        var random = SeededRandom(seed: 6)
        for nature in [Nature.plain, .equal, .negative, .dominated] {
            let tables = Self.tables(nature, rowCount: 8, scannedRowCount: 8, &random)
            #expect(tables.threshold(bar: 1e30, constant: 0) == nil)
            #expect(tables.threshold(bar: .infinity, constant: 3) == nil)
            #expect(tables.threshold(bar: -1e30, constant: 0) == 0)
            #expect(tables.threshold(bar: -.infinity, constant: 0) == 0)
        }
    }
}
