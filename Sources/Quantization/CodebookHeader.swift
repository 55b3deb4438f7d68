internal import Vocabulary

/// What the first 128 bytes of a codebook say.
///
/// Little-endian: the magic (8 bytes), the format version (u32), zero (u32), the hash of all bytes from 32 on (16),
/// then `UInt32`s (metric, transform, dimension, reduced dimension, list count, part count), the byte count, the seed
/// and the sample count (u64 each), floats (quantization error, least scalar, scalar step, weight of the spill), and
/// the bits of a part's number (u32, 0 for 8); zeros to the end. Version 1 has neither spill nor bits, version 2 a
/// spill, version 3 four bits, with a spill or without.
struct CodebookHeader {
    static let byteCount = 128
    static let magic: [UInt8] = Array("TSRABOOK".utf8)
    static let version: UInt32 = 1
    static let spilledVersion: UInt32 = 2
    static let fourBitVersion: UInt32 = 3
    static let hashRange = 16..<32
    /// Where the bytes that the hash covers begin.
    static let hashedOffset = 32

    let shape: CodebookShape
    var seed: UInt64
    var sampleCount: UInt64
    /// Mean squared distance of the sampled vectors to what their codes stand for.
    var quantizationError: Float
    /// The least scalar that a code of metric L2 can hold; 0 for the others.
    var scalarMin: Float
    /// The difference of two neighbouring scalars; 0 for the other metrics.
    var scalarStep: Float
    /// What parallel residuals weigh when a second list is chosen; 0 when there are no second lists.
    let spillWeight: Float

    init(shape: CodebookShape, seed: UInt64, sampleCount: Int, spillWeight: Float = 0) {
        self.shape = shape
        self.seed = seed
        self.sampleCount = UInt64(sampleCount)
        quantizationError = 0
        scalarMin = 0
        scalarStep = 0
        self.spillWeight = spillWeight
    }

    /// Reads and checks everything but the hash and the sections.
    init(_ bytes: UnsafeRawBufferPointer) throws(QuantizationError) {
        guard bytes.count >= Self.byteCount else { throw .malformed(what: "length") }
        guard unsafe bytes[..<8].elementsEqual(Self.magic) else { throw .malformed(what: "magic") }
        func number(_ offset: Int) -> UInt32 {
            unsafe UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
        }
        func wide(_ offset: Int) -> UInt64 {
            unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        }
        let version = number(8)
        guard (Self.version...Self.fourBitVersion).contains(version) else { throw .unknownVersion(version) }
        let reservedOffset = [92, 96, 100][Int(version - 1)]
        guard number(12) == 0, unsafe bytes[reservedOffset..<Self.byteCount].allSatisfy({ $0 == 0 }) else {
            throw .malformed(what: "reserved bytes")
        }
        spillWeight = Float(bitPattern: number(92))
        guard Limits.spillWeights.contains(spillWeight) || spillWeight == 0 && version != Self.spilledVersion else {
            throw .malformed(what: "spill weight")
        }
        let codeBits = version == Self.fourBitVersion ? Int(number(96)) : 8
        guard codeBits == (version == Self.fourBitVersion ? 4 : 8) else { throw .malformed(what: "code bits") }
        guard let metric = UInt16(exactly: number(32)).flatMap(Metric.init(rawValue:)) else {
            throw .malformed(what: "metric")
        }
        guard let transform = UInt16(exactly: number(36)).flatMap(VectorTransform.init(rawValue:)) else {
            throw .malformed(what: "transform")
        }
        do throws(QuantizationError) {
            shape = try CodebookShape(
                dimension: Int(number(40)), metric: metric, transform: transform, reducedDimension: Int(number(44)),
                listCount: Int(number(48)), partCount: Int(number(52)), codeBits: codeBits)
        } catch {
            guard case .unsuitable(let what) = error else { throw error }
            throw .malformed(what: what)
        }
        guard UInt64(bytes.count) == wide(56), bytes.count == shape.byteCount else { throw .malformed(what: "length") }
        seed = wide(64)
        sampleCount = wide(72)
        quantizationError = Float(bitPattern: number(80))
        scalarMin = Float(bitPattern: number(84))
        scalarStep = Float(bitPattern: number(88))
        guard quantizationError.isFinite, quantizationError >= 0 else { throw .malformed(what: "quantization error") }
        let isStepped = scalarMin.isFinite && scalarStep.isFinite && scalarStep > 0 && scalarStep.isNormal
        guard metric == .l2 ? isStepped : scalarMin == 0 && scalarStep == 0 else { throw .malformed(what: "scalars") }
    }

    /// Writes all but the hash to the start of `bytes`, which are zero.
    func write(to bytes: UnsafeMutableRawBufferPointer) {
        precondition(bytes.count == shape.byteCount)
        unsafe bytes.copyBytes(from: Self.magic)
        func put<Number: FixedWidthInteger>(_ value: Number, _ offset: Int) {
            unsafe bytes.storeBytes(of: value.littleEndian, toByteOffset: offset, as: Number.self)
        }
        let version = spillWeight > 0 ? Self.spilledVersion : Self.version
        put(shape.codeBits == 4 ? Self.fourBitVersion : version, 8)
        put(UInt32(shape.metric.rawValue), 32)
        put(UInt32(shape.transform.rawValue), 36)
        put(UInt32(shape.dimension), 40)
        put(UInt32(shape.reducedDimension), 44)
        put(UInt32(shape.listCount), 48)
        put(UInt32(shape.partCount), 52)
        put(UInt64(bytes.count), 56)
        put(seed, 64)
        put(sampleCount, 72)
        put(quantizationError.bitPattern, 80)
        put(scalarMin.bitPattern, 84)
        put(scalarStep.bitPattern, 88)
        put(spillWeight.bitPattern, 92)
        if shape.codeBits == 4 { put(UInt32(shape.codeBits), 96) }
    }
}
