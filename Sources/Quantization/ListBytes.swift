internal import Ground
internal import Kernels

/// The coarse centroids once more, a byte a component, which say for a query which lists may be among its nearest.
///
/// The product with a centroid c is bounded on both sides by that of whole numbers. With ĉ and x̂ what the bytes of c
/// and the 16-bit numbers of the query x stand for, |⟨x, c⟩ − ⟨x̂, ĉ⟩| ≤ |x − x̂| |ĉ| + |x| |c − ĉ|, and rounding of the
/// float product adds less than its number of steps times 2⁻²⁴ |x| |c|. So most lists are ruled out at a quarter of the
/// bytes, and the rest is decided by the floats: what is answered is the same.
@safe struct ListBytes: Sendable {
    /// From this many lists on it is worth the pass.
    static let listCountMin = 128
    /// Queries whose products are made in one pass over the bytes, as long as these fill no large memory.
    private static let tileCount = 16
    /// Products of one pass, at most, if it is for more than one query.
    private static let tileProductCountMax = 1 << 17
    /// Beyond these lengths single precision might overflow, or lose all digits.
    private static let lengths: ClosedRange<Float> = 1e-15...1e15

    let listCount: Int
    private let stride: Int
    private let memory: AlignedMemory
    /// By list: what a byte stands for; what the margin grows by with the error of the query, and with its length; what
    /// it is without; zeros. Shape `[5, listCount]`.
    private let facts: AlignedMemory

    /// Of the codebook of `shape` that `bytes` hold.
    init?(_ shape: CodebookShape, _ bytes: UnsafeRawBufferPointer) {
        func floats(_ offset: Int, _ count: Int) -> UnsafeBufferPointer<Float> {
            let start = unsafe bytes.baseAddress! + offset
            return unsafe UnsafeBufferPointer(start: start.assumingMemoryBound(to: Float.self), count: count)
        }
        unsafe self.init(
            centroids: floats(shape.listCentroidOffset, shape.listCentroidCount),
            halfNorms: floats(shape.listHalfNormOffset, shape.listCount), dimension: shape.paddedDimension)
    }

    /// Nil when there are too few centroids, or one that is too long or too short for bounds in single precision.
    ///
    /// - Parameter centroids: shape `[halfNorms.count, dimension]`, finite.
    /// - Parameter halfNorms: half the squared length of each.
    /// - Complexity: one pass over the centroids, and a byte of memory a component.
    init?(centroids: UnsafeBufferPointer<Float>, halfNorms: UnsafeBufferPointer<Float>, dimension: Int) {
        listCount = halfNorms.count
        guard listCount >= Self.listCountMin else { return nil }
        stride = ByteRow.stride(dimension: dimension)
        memory = AlignedMemory(byteCount: listCount * stride)
        facts = AlignedMemory(byteCount: 5 * listCount * MemoryLayout<Float>.stride)
        let steps = Double(dimension / 8 + 16) * 0x1p-24
        for list in 0..<listCount {
            let centroid = unsafe UnsafeBufferPointer(rebasing: centroids[list * dimension..<(list + 1) * dimension])
            let largest = unsafe centroid.reduce(Float(0)) { max($0, abs($1)) }
            guard largest == 0 || Self.lengths.contains(largest) else { return nil }
            let row = unsafe memory.bytes.baseAddress!.assumingMemoryBound(to: Int8.self) + list * stride
            let scale = largest / Float(ByteRow.largest)
            var squaredError = 0.0
            var squaredLength = 0.0
            for index in centroid.indices {
                let component = unsafe centroid[index]
                let number = largest == 0 ? 0 : (component / scale).rounded()
                unsafe row[index] = Int8(max(-127, min(127, number)))
                let missing = unsafe Double(component) - Double(scale) * Double(row[index])
                squaredError += missing * missing
                squaredLength += Double(component) * Double(component)
            }
            let (error, length) = (squaredError.squareRoot(), squaredLength.squareRoot())
            let rounding = unsafe Double(abs(halfNorms[list])) * 0x1p-22 + 1e-37
            let values = [
                scale, Self.up(length + error), Self.up(error + length * steps), Self.up(rounding), 0,
            ]
            for (place, value) in values.enumerated() { unsafe self.values(place)[list] = value }
        }
    }

    /// A row of `facts`.
    private func values(_ place: Int) -> UnsafeMutableBufferPointer<Float> {
        let start = unsafe facts.bytes.baseAddress!.assumingMemoryBound(to: Float.self) + place * listCount
        return unsafe UnsafeMutableBufferPointer(start: start, count: listCount)
    }

    /// A float that is not below `value`, with room for the rounding of what is made of it.
    private static func up(_ value: Double) -> Float { Float(value * 1.0001).nextUp }

    /// Calls `body` with the place of each of `vectors` and the lists that may be among its nearest by `half norm -
    /// product`, ascending; with nil where the vector is too long or too short to say.
    ///
    /// - Parameter asks: of each vector how many nearest lists it wants, at least 1, at most `listCount`, and how far
    ///   away they may be.
    /// - Parameter halfNorms: those of the centroids; nil: distances are the negated products.
    /// - Complexity: a pass over the bytes for every eight vectors, and 15 over `listCount` floats for each.
    func candidates(
        nearestTo vectors: [UnsafeBufferPointer<Float>], _ asks: [ListAsk], halfNorms: UnsafeBufferPointer<Float>?,
        kernels: KernelSet, _ body: (Int, UnsafeBufferPointer<UInt32>?) -> Void
    ) {
        let width = max(1, min(Self.tileCount, Self.tileProductCountMax / listCount, unsafe vectors.count))
        unsafe withUnsafeTemporaryAllocation(of: Int16.self, capacity: width * stride) { numbers in
            unsafe withUnsafeTemporaryAllocation(of: Int32.self, capacity: width * listCount) { products in
                var asked: [(place: Int, query: QueryBounds)] = []
                func answer() {
                    let count = asked.count
                    unsafe kernels.byteProducts(
                        rows: rows, against: UnsafeBufferPointer(rebasing: numbers[..<(count * stride)]),
                        stride: stride,
                        into: UnsafeMutableBufferPointer(rebasing: products[..<(count * listCount)]))
                    for (row, entry) in asked.enumerated() {
                        let own = unsafe UnsafeBufferPointer(
                            rebasing: products[row * listCount..<(row + 1) * listCount])
                        unsafe choose(own, entry.query, asks[entry.place], halfNorms, kernels) { lists in
                            unsafe body(entry.place, lists)
                        }
                    }
                    asked.removeAll(keepingCapacity: true)
                }
                for place in unsafe vectors.indices {
                    let room = unsafe UnsafeMutableBufferPointer(
                        rebasing: numbers[asked.count * stride..<(asked.count + 1) * stride])
                    guard let query = unsafe Self.round(vectors[place], to: room) else {
                        body(place, nil)
                        continue
                    }
                    asked.append((place, query))
                    if asked.count == width { answer() }
                }
                if !asked.isEmpty { answer() }
            }
        }
    }

    private var rows: UnsafeBufferPointer<Int8> {
        let start = unsafe memory.bytes.baseAddress!.assumingMemoryBound(to: Int8.self)
        return unsafe UnsafeBufferPointer(start: start, count: listCount * stride)
    }

    private func choose(
        _ products: UnsafeBufferPointer<Int32>, _ query: QueryBounds, _ ask: ListAsk,
        _ halfNorms: UnsafeBufferPointer<Float>?, _ kernels: KernelSet, _ body: (UnsafeBufferPointer<UInt32>) -> Void
    ) {
        let bounds = unsafe ListBounds(
            scales: UnsafeBufferPointer(values(0)), errorFactors: UnsafeBufferPointer(values(1)),
            lengthFactors: UnsafeBufferPointer(values(2)), offsets: UnsafeBufferPointer(values(3)),
            halfNorms: halfNorms ?? UnsafeBufferPointer(values(4)))
        unsafe withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * listCount) { floats in
            unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: listCount) { lists in
                let found = unsafe kernels.listsWithin(
                    products, of: bounds, query: query, count: ask.comparedCount, reach: ask.reach,
                    nearCount: min(ask.comparedCount, ListAsk.nearCount),
                    lowers: UnsafeMutableBufferPointer(rebasing: floats[..<listCount]),
                    uppers: UnsafeMutableBufferPointer(rebasing: floats[listCount...]), lists: lists)
                unsafe body(UnsafeBufferPointer(rebasing: lists[..<found]))
            }
        }
    }

    /// Writes a query as 16-bit numbers, zeros behind them.
    ///
    /// - Returns: nil when the vector is too long, or too short.
    private static func round(
        _ vector: UnsafeBufferPointer<Float>, to numbers: UnsafeMutableBufferPointer<Int16>
    ) -> QueryBounds? {
        var largest: Float = 0
        var squaredLength = 0.0
        for index in vector.indices {
            let component = unsafe vector[index]
            largest = max(largest, abs(component))
            squaredLength += Double(component) * Double(component)
        }
        guard lengths.contains(largest) else { return nil }
        let length = squaredLength.squareRoot()
        // No sum of products may leave 32 bits: |numbers| · |row| stays below 2³¹, rounding included.
        let side = Double(numbers.count).squareRoot()
        let longest = 0x1p31 * 0.99 / (Double(ByteRow.largest) * side) - side
        let scale = Float(max(Double(largest) / 32_767, length / longest)).nextUp
        let perStep = 1 / Double(scale)
        // Adding a number this large leaves no room for fractions.
        let rounder = 0x1.8p52
        var squaredError = 0.0
        for index in vector.indices {
            let component = unsafe Double(vector[index])
            let number = (component * perStep + rounder) - rounder
            unsafe numbers[index] = Int16(number)
            let missing = component - Double(scale) * number
            squaredError += missing * missing
        }
        for index in vector.count..<numbers.count { unsafe numbers[index] = 0 }
        return QueryBounds(scale: scale, error: up(squaredError.squareRoot()), length: up(length))
    }
}
