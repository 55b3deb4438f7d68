import Ground
import Kernels
import Quantization
import Testing
import TrialGround
import Vocabulary

@Suite struct CodebookBytesTests {
    private static func codebook(_ metric: Metric = .l2, _ transform: VectorTransform = .pca) throws -> Codebook {
        try Trial(seed: 1, dimension: 6, count: 80, isUnit: false).train(
            TrainingPlan(
                listCount: 3, partCount: 2, transform: transform, reducedDimension: transform == .none ? 0 : 5,
                coarseIterationCount: 2, partIterationCount: 2, seed: 99),
            metric: metric)
    }

    private static func bytes() throws -> [UInt8] {
        let codebook = try codebook()
        return withExtendedLifetime(codebook) { Array(codebook.bytes) }
    }

    private static func read(_ bytes: [UInt8]) throws(QuantizationError) -> Codebook {
        let memory = AlignedMemory(byteCount: bytes.count)
        memory.bytes.copyBytes(from: bytes)
        return try Codebook(holding: memory, bytes: UnsafeRawBufferPointer(memory.bytes))
    }

    /// `bytes` with a hash that fits them.
    private static func sealed(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        let hash = bytes[32...].withUnsafeBytes { Hash.xxh3Wide($0) }
        bytes.replaceSubrange(16..<32, with: hash)
        return bytes
    }

    @Test(arguments: Metric.allCases, VectorTransform.allCases)
    func `a codebook that was read again is the same`(metric: Metric, transform: VectorTransform) throws {
        let trial = Trial(seed: 2, dimension: 6, count: 40, isUnit: false)
        let codebook = try Self.codebook(metric, transform)
        let again = try Self.read(Array(codebook.bytes))
        #expect(again.hash == codebook.hash)
        #expect(again.hash.count == 16)
        #expect(again.dimension == 6)
        #expect(again.metric == metric)
        #expect(again.transform == transform)
        #expect(again.reducedDimension == (transform == .none ? 6 : 5))
        #expect(again.listCount == 3)
        #expect(again.partCount == 2)
        #expect(again.partDimension == 3)
        #expect(again.rowCount == (metric == .l2 ? 4 : 2))
        #expect(again.scannedRowCount == (metric == .l2 ? 3 : 2))
        #expect(again.seed == 99)
        #expect(again.sampleCount == 80)
        #expect(again.quantizationError == codebook.quantizationError)
        #expect(trial.encode(by: again).codes == trial.encode(by: codebook).codes)
        #expect(Array(again.bytes) == Array(codebook.bytes))
    }

    @Test func `a codebook with a spill is of a version of its own and keeps its weight`() throws {
        let trial = Trial(seed: 2, dimension: 6, count: 40, isUnit: false)
        let plan = TrainingPlan(
            listCount: 3, partCount: 2, coarseIterationCount: 2, partIterationCount: 2, spillWeight: 1.25)
        let codebook = try trial.train(plan)
        let bytes = withExtendedLifetime(codebook) { Array(codebook.bytes) }
        let again = try Self.read(bytes)
        #expect(bytes[8] == 2)
        #expect(again.isSpilled && again.spillWeight == 1.25)
        #expect(try !Self.codebook().isSpilled)
        for weight in [Float(0), -1, .nan, .infinity, 1e-30, 2_000] {
            var changed = bytes
            changed.replaceSubrange(92..<96, with: withUnsafeBytes(of: weight.bitPattern.littleEndian) { Array($0) })
            #expect(throws: QuantizationError.malformed(what: "spill weight")) {
                _ = try Self.read(Self.sealed(changed))
            }
        }
    }

    @Test(arguments: Metric.allCases)
    func `a codebook of four bits that was read again is the same`(metric: Metric) throws {
        let trial = Trial(seed: 2, dimension: 6, count: 40, isUnit: false)
        let codebook = try trial.train(
            TrainingPlan(
                listCount: 3, partCount: 4, codeBits: 4, coarseIterationCount: 2, partIterationCount: 2),
            metric: metric)
        let again = try Self.read(Array(codebook.bytes))
        #expect(again.codeBits == 4 && again.centroidCount == 16 && again.partCount == 4)
        #expect(again.rowCount == (metric == .l2 ? 4 : 2) && again.scannedRowCount == (metric == .l2 ? 3 : 2))
        #expect(trial.encode(by: again).codes == trial.encode(by: codebook).codes)
        // Bits that no version has.
        var bytes = Array(codebook.bytes)
        bytes[96] = 5
        #expect(throws: QuantizationError.malformed(what: "code bits")) { try Self.read(Self.sealed(bytes)) }
    }

    @Test func `parts of four bits come in pairs, and there are no others`() {
        let trial = Trial(seed: 3, dimension: 6, count: 20)
        #expect(throws: QuantizationError.unsuitable(what: "partCount")) {
            try trial.train(TrainingPlan(listCount: 2, partCount: 3, codeBits: 4))
        }
        #expect(throws: QuantizationError.unsuitable(what: "codeBits")) {
            try trial.train(TrainingPlan(listCount: 2, partCount: 2, codeBits: 6))
        }
    }

    @Test func `any bit that is flipped is found`() throws {
        let bytes = try Self.bytes()
        var random = SeededRandom(seed: 3)
        let places = Array(0..<256) + (0..<600).map { _ in Int.random(in: 0..<bytes.count, using: &random) }
        for place in places {
            var damaged = bytes
            damaged[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            #expect(throws: QuantizationError.self) { _ = try Self.read(damaged) }
        }
    }

    @Test func `bytes cut or lengthened anywhere are malformed`() throws {
        let bytes = try Self.bytes()
        for count in Array(0..<200) + stride(from: 200, to: bytes.count, by: 331) + [bytes.count - 1] {
            #expect(throws: QuantizationError.self) { _ = try Self.read(Array(bytes[..<count])) }
            #expect(throws: QuantizationError.self) { _ = try Self.read(Self.sealedIfLong(Array(bytes[..<count]))) }
        }
        #expect(throws: QuantizationError.malformed(what: "length")) {
            _ = try Self.read(Self.sealed(bytes + [UInt8](repeating: 0, count: 64)))
        }
    }

    private static func sealedIfLong(_ bytes: [UInt8]) -> [UInt8] { bytes.count > 32 ? sealed(bytes) : bytes }

    @Test func `a header that lies is malformed even when the hash fits`() throws {
        let bytes = try Self.bytes()
        var random = SeededRandom(seed: 4)
        func changed(_ offset: Int, to value: UInt32) -> [UInt8] {
            var changed = bytes
            changed.replaceSubrange(offset..<(offset + 4), with: withUnsafeBytes(of: value.littleEndian) { Array($0) })
            return Self.sealed(changed)
        }
        for offset in [12, 32, 36, 40, 44, 48, 52, 56, 60, 92, 124] {
            for value in [0, 1, 2, 4, 7, 9, 255, 262_145, .max, UInt32.random(in: 0...(.max), using: &random)] {
                let bytes = changed(offset, to: value)
                // A part count of 5 would be another shape of another length; few values are those that stand there.
                if let codebook = try? Self.read(bytes) { #expect(Array(codebook.bytes) == bytes) }
            }
        }
        #expect(throws: QuantizationError.malformed(what: "metric")) { _ = try Self.read(changed(32, to: 9)) }
        #expect(throws: QuantizationError.malformed(what: "transform")) { _ = try Self.read(changed(36, to: 0)) }
        #expect(throws: QuantizationError.malformed(what: "dimension")) { _ = try Self.read(changed(40, to: 0)) }
        #expect(throws: QuantizationError.malformed(what: "reducedDimension")) { _ = try Self.read(changed(44, to: 7)) }
        #expect(throws: QuantizationError.malformed(what: "listCount")) { _ = try Self.read(changed(48, to: 0)) }
        #expect(throws: QuantizationError.malformed(what: "length")) { _ = try Self.read(changed(48, to: 262_144)) }
        #expect(throws: QuantizationError.malformed(what: "partCount")) { _ = try Self.read(changed(52, to: .max)) }
        #expect(throws: QuantizationError.malformed(what: "scalars")) {
            _ = try Self.read(changed(88, to: Float.nan.bitPattern))
        }
        #expect(throws: QuantizationError.unknownVersion(4)) { _ = try Self.read(changed(8, to: 4)) }
        #expect(throws: QuantizationError.malformed(what: "spill weight")) { _ = try Self.read(changed(8, to: 2)) }
        #expect(throws: QuantizationError.malformed(what: "reserved bytes")) {
            _ = try Self.read(changed(92, to: Float(1.5).bitPattern))
        }
        #expect(throws: QuantizationError.malformed(what: "magic")) { _ = try Self.read(changed(0, to: 2)) }
    }

    @Test(arguments: [Float.nan, .infinity, -.infinity])
    func `numbers that are not finite are malformed wherever they stand`(number: Float) throws {
        let bytes = try Self.bytes()
        let pattern = withUnsafeBytes(of: number.bitPattern.littleEndian) { Array($0) }
        for (offset, what) in [(128, "mean"), (192, "matrix"), (bytes.count - 64, "part norms")] {
            var changed = bytes
            changed.replaceSubrange(offset..<(offset + 4), with: pattern)
            #expect(throws: QuantizationError.malformed(what: what)) { _ = try Self.read(Self.sealed(changed)) }
        }
    }

    @Test func `bytes off a 64-byte boundary are refused`() throws {
        let bytes = try Self.bytes()
        let memory = AlignedMemory(byteCount: bytes.count + 64)
        let shifted = UnsafeMutableRawBufferPointer(rebasing: memory.bytes[4..<(4 + bytes.count)])
        shifted.copyBytes(from: bytes)
        #expect(throws: QuantizationError.malformed(what: "alignment")) {
            _ = try Codebook(holding: memory, bytes: UnsafeRawBufferPointer(shifted))
        }
    }

    @Test func `hostile numbers crash nothing`() throws {
        let trial = Trial(seed: 5, dimension: 6, count: 60, isUnit: false)
        let bytes = try Self.bytes()
        for number in [Float.greatestFiniteMagnitude, -.greatestFiniteMagnitude, .leastNonzeroMagnitude, 1e19] {
            var changed = bytes
            for offset in stride(from: 128, to: bytes.count, by: 4) {
                changed.replaceSubrange(
                    offset..<(offset + 4), with: withUnsafeBytes(of: number.bitPattern.littleEndian) { Array($0) })
            }
            let codebook = try Self.read(Self.sealed(changed))
            let encoded = trial.encode(by: codebook)
            #expect(encoded.lists.allSatisfy { $0 < 3 })
            var tables = CodeTables()
            codebook.tables(for: trial.vector(0), into: &tables, kernels: .best)
            let constant = codebook.constant(ofList: 1, tables: tables, kernels: .best)
            _ = tables.threshold(bar: 0, constant: constant)
            #expect(codebook.lists(nearestTo: trial.vector(0), count: 9, kernels: .best).sorted() == [0, 1, 2])
        }
    }
}
