internal import CVectorKernels
internal import Glibc
public import Vocabulary

/// The kernels of one instruction set: products and distances of half-precision rows, conversions, sums over codes.
///
/// Choose one at start (`fromEnvironment`) and hand it down. All sets give the same bits for finite input. Rows are
/// `stride` halves, a multiple of `Half.rowAlignment`, padded with zeros; a query is `stride` floats, padded likewise.
/// Every call checks the shapes once and then trusts them.
public struct KernelSet: Sendable {
    public let instructionSet: InstructionSet
    private let functions: Functions

    /// A table of C functions in static memory.
    private struct Functions: @unchecked Sendable {
        // Unchecked: the table is constant.
        let table: UnsafePointer<tsk_kernels>
    }

    /// - Throws: `.unsupportedInstructionSet`.
    public init(_ set: InstructionSet) throws(KernelError) {
        guard let table = tsk_kernels_for(set.raw) else { throw .unsupportedInstructionSet(set) }
        instructionSet = set
        functions = Functions(table: table)
    }

    /// The kernels of `InstructionSet.best`.
    public static let best: KernelSet = {
        do { return try KernelSet(.best) } catch { fatalError("the best instruction set is not supported") }
    }()

    /// The kernels that the environment variable `TESSERA_SIMD` names, `scalar`, `avx2`, `avx512`, `avx512vbmi` or
    /// `neon`; the best ones when it is unset or empty.
    ///
    /// - Throws: `.unknownInstructionSet`, `.unsupportedInstructionSet`.
    public static func fromEnvironment() throws(KernelError) -> KernelSet {
        try named(getenv("TESSERA_SIMD").map { String(cString: $0) } ?? "")
    }

    /// The kernels of the instruction set called `name`; the best ones for the empty name.
    ///
    /// - Throws: `.unknownInstructionSet`, `.unsupportedInstructionSet`.
    public static func named(_ name: String) throws(KernelError) -> KernelSet {
        if name.isEmpty { return best }
        guard let set = InstructionSet(rawValue: name) else { throw .unknownInstructionSet(name: name) }
        return try KernelSet(set)
    }

    var kernels: tsk_kernels { functions.table.pointee }
}

// Scores of many rows.
extension KernelSet {
    /// Writes to `scores` the similarity of `query` to each of the first `scores.count` rows: the inner product, or the
    /// negated squared distance for `.l2`. Rows compared by cosine are expected to be of unit length already.
    ///
    /// - Parameter rows: at least `scores.count · query.count` halves.
    /// - Parameter query: as many floats as a row has halves.
    public func score(
        rows: UnsafeBufferPointer<UInt16>, against query: UnsafeBufferPointer<Float>, by metric: Metric,
        into scores: UnsafeMutableBufferPointer<Float>
    ) {
        let stride = query.count
        precondition(stride > 0 && stride % Half.rowAlignment == 0, "a query of \(stride) floats is not padded")
        precondition(rows.count >= scores.count * stride, "more scores than rows")
        guard scores.count > 0 else { return }
        let function = metric == .l2 ? kernels.negated_distances! : kernels.inner_products!
        function(rows.baseAddress!, scores.count, stride, query.baseAddress!, scores.baseAddress!)
    }

    /// Writes to `scores[i]` the similarity of `query` to row `indices[i]`.
    ///
    /// - Parameter indices: as many as there are scores, each the index of a row of `rows`, in any order.
    public func score(
        rows: UnsafeBufferPointer<UInt16>, at indices: UnsafeBufferPointer<UInt32>,
        against query: UnsafeBufferPointer<Float>, by metric: Metric, into scores: UnsafeMutableBufferPointer<Float>
    ) {
        let stride = query.count
        precondition(stride > 0 && stride % Half.rowAlignment == 0, "a query of \(stride) floats is not padded")
        precondition(indices.count == scores.count, "\(indices.count) indices for \(scores.count) scores")
        guard scores.count > 0 else { return }
        var largest: UInt32 = 0
        for index in indices { largest = max(largest, index) }
        precondition((Int(largest) + 1) * stride <= rows.count, "row \(largest) is not among the rows")
        let function = metric == .l2 ? kernels.negated_distances_at! : kernels.inner_products_at!
        function(
            rows.baseAddress!, indices.baseAddress!, scores.count, stride, query.baseAddress!, scores.baseAddress!)
    }
}

// Pairs.
extension KernelSet {
    /// The inner product of two padded rows.
    public func product(_ left: UnsafeBufferPointer<UInt16>, _ right: UnsafeBufferPointer<UInt16>) -> Float {
        precondition(left.count == right.count && left.count % Half.rowAlignment == 0, "two rows of one stride")
        guard left.count > 0 else { return 0 }
        return kernels.row_pair_product(left.baseAddress!, right.baseAddress!, left.count)
    }

    /// The inner product of two vectors of any one length.
    public func product(_ left: UnsafeBufferPointer<Float>, _ right: UnsafeBufferPointer<Float>) -> Float {
        precondition(left.count == right.count, "vectors of \(left.count) and \(right.count) floats")
        guard left.count > 0 else { return 0 }
        return kernels.float_product(left.baseAddress!, right.baseAddress!, left.count)
    }

    /// The squared Euclidean length of `vector`.
    public func squaredNorm(_ vector: UnsafeBufferPointer<Float>) -> Float {
        product(vector, vector)
    }
}

// Conversions.
extension KernelSet {
    /// Rounds `floats` to halves, to nearest, ties to even.
    ///
    /// - Returns: the index of the first component that is not finite or does not fit; nil when all are well. All of
    ///   `halves` is written either way.
    public func convert(_ floats: UnsafeBufferPointer<Float>, to halves: UnsafeMutableBufferPointer<UInt16>) -> Int? {
        precondition(floats.count == halves.count, "\(floats.count) floats for \(halves.count) halves")
        guard floats.count > 0 else { return nil }
        let first = kernels.to_halves(floats.baseAddress!, floats.count, halves.baseAddress!)
        return first == floats.count ? nil : first
    }

    /// Widens `halves` to floats, exactly.
    public func convert(_ halves: UnsafeBufferPointer<UInt16>, to floats: UnsafeMutableBufferPointer<Float>) {
        precondition(floats.count == halves.count, "\(halves.count) halves for \(floats.count) floats")
        guard floats.count > 0 else { return }
        kernels.to_floats(halves.baseAddress!, halves.count, floats.baseAddress!)
    }

    /// `floats` rounded to halves, to nearest, ties to even.
    ///
    /// - Throws: `.componentOutOfRange` with the first component that is not finite or does not fit.
    public func halves(_ floats: [Float]) throws(KernelError) -> [UInt16] {
        var bad: Int?
        let halves = [UInt16](unsafeUninitializedCapacity: floats.count) { halves, count in
            count = floats.count
            bad = floats.withUnsafeBufferPointer {
                convert($0, to: UnsafeMutableBufferPointer(rebasing: halves[..<count]))
            }
        }
        if let bad { throw .componentOutOfRange(index: bad) }
        return halves
    }

    /// `halves` widened to floats, exactly.
    public func floats(_ halves: [UInt16]) -> [Float] {
        [Float](unsafeUninitializedCapacity: halves.count) { floats, count in
            count = halves.count
            halves.withUnsafeBufferPointer { convert($0, to: UnsafeMutableBufferPointer(rebasing: floats[..<count])) }
        }
    }
}
