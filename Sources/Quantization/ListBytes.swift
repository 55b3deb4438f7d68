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
    /// Steps in which the bar is found; each halves the range of distances.
    private static let halvingCount = 12
    /// Beyond these lengths single precision might overflow, or lose all digits.
    private static let lengths: ClosedRange<Float> = 1e-15...1e15

    let listCount: Int
    private let stride: Int
    private let memory: AlignedMemory
    /// By list: what a byte stands for.
    private let scales: [Float]
    /// By list: what the margin grows by with the error of the query, and with its length, and what it is without.
    private let errorFactors: [Float]
    private let lengthFactors: [Float]
    private let offsets: [Float]

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
        var scales: [Float] = []
        var errorFactors: [Float] = []
        var lengthFactors: [Float] = []
        var offsets: [Float] = []
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
            scales.append(scale)
            errorFactors.append(Self.up(length + error))
            lengthFactors.append(Self.up(error + length * steps))
            offsets.append(Self.up(unsafe Double(abs(halfNorms[list])) * 0x1p-22 + 1e-37))
        }
        self.scales = scales
        self.errorFactors = errorFactors
        self.lengthFactors = lengthFactors
        self.offsets = offsets
    }

    /// A float that is not below `value`, with room for the rounding of what is made of it.
    private static func up(_ value: Double) -> Float { Float(value * 1.0001).nextUp }

    /// The lists that may be among the `count` nearest to `vector` by `half norm - product`, ascending; nil when the
    /// vector is too long or too short to say.
    ///
    /// - Parameter halfNorms: those of the centroids; nil: distances are the negated products.
    /// - Parameter count: at least 1, at most `listCount`.
    /// - Parameter lowers: memory for `listCount` floats.
    func candidates(
        nearestTo vector: UnsafeBufferPointer<Float>, count: Int, halfNorms: UnsafeBufferPointer<Float>?,
        lowers: UnsafeMutableBufferPointer<Float>, kernels: KernelSet
    ) -> [UInt32]? {
        unsafe withUnsafeTemporaryAllocation(of: Int16.self, capacity: stride) { numbers in
            guard let query = unsafe Query(vector, numbers: numbers) else { return nil }
            let byteCount = listCount * 2 * MemoryLayout<Int32>.stride
            return unsafe withUnsafeTemporaryAllocation(byteCount: byteCount, alignment: 64) { memory in
                let half = byteCount / 2
                let products = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[..<half])
                    .bindMemory(to: Int32.self)
                let uppers = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[half...]).bindMemory(to: Float.self)
                unsafe kernels.byteProducts(rows: rows, against: UnsafeBufferPointer(numbers), into: products)
                unsafe bound(products, query, halfNorms, lowers: lowers, uppers: uppers)
                let bar = unsafe Self.bar(below: count, of: UnsafeBufferPointer(uppers))
                var lists: [UInt32] = []
                lists.reserveCapacity(2 * count + 32)
                for list in 0..<listCount where unsafe lowers[list] <= bar { lists.append(UInt32(list)) }
                return lists
            }
        }
    }

    private var rows: UnsafeBufferPointer<Int8> {
        let start = unsafe memory.bytes.baseAddress!.assumingMemoryBound(to: Int8.self)
        return unsafe UnsafeBufferPointer(start: start, count: listCount * stride)
    }

    /// Writes a lower and an upper bound of each distance.
    private func bound(
        _ products: UnsafeMutableBufferPointer<Int32>, _ query: Query, _ halfNorms: UnsafeBufferPointer<Float>?,
        lowers: UnsafeMutableBufferPointer<Float>, uppers: UnsafeMutableBufferPointer<Float>
    ) {
        let product = products.baseAddress!
        let (lower, upper) = (lowers.baseAddress!, uppers.baseAddress!)
        unsafe scales.withUnsafeBufferPointer { scales in
            unsafe errorFactors.withUnsafeBufferPointer { errorFactors in
                unsafe lengthFactors.withUnsafeBufferPointer { lengthFactors in
                    unsafe offsets.withUnsafeBufferPointer { offsets in
                        for list in 0..<listCount {
                            let half = unsafe halfNorms?[list] ?? 0
                            let middle = unsafe half - Float(product[list]) * (query.scale * scales[list])
                            let margin = unsafe query.error * errorFactors[list] + query.length * lengthFactors[list]
                            let reach = unsafe margin + offsets[list]
                            unsafe lower[list] = middle - reach
                            unsafe upper[list] = middle + reach
                        }
                    }
                }
            }
        }
    }

    /// A number that at least `count` of `numbers` are not above, and hardly more of them than that.
    private static func bar(below count: Int, of numbers: UnsafeBufferPointer<Float>) -> Float {
        var low = Float.infinity
        var high = -Float.infinity
        for index in numbers.indices {
            let number = unsafe numbers[index]
            low = number < low ? number : low
            high = number > high ? number : high
        }
        for _ in 0..<halvingCount {
            let middle = low + (high - low) / 2
            var found: UInt32 = 0
            for index in numbers.indices { unsafe found &+= numbers[index] <= middle ? 1 : 0 }
            if found >= UInt32(count) { high = middle } else { low = middle }
        }
        return high
    }
}

extension ListBytes {
    /// A query as 16-bit numbers.
    private struct Query {
        /// What 1 stands for.
        let scale: Float
        /// How far the numbers are from the query, at most.
        let error: Float
        /// The length of the query, at least.
        let length: Float

        /// - Parameter numbers: receives the numbers, zeros behind them.
        /// - Returns: nil when the vector is too long, or too short.
        init?(_ vector: UnsafeBufferPointer<Float>, numbers: UnsafeMutableBufferPointer<Int16>) {
            var largest: Float = 0
            var squaredLength = 0.0
            for index in vector.indices {
                let component = unsafe vector[index]
                largest = max(largest, abs(component))
                squaredLength += Double(component) * Double(component)
            }
            guard ListBytes.lengths.contains(largest) else { return nil }
            let length = squaredLength.squareRoot()
            // No sum of products may leave 32 bits: |numbers| · |row| stays below 2³¹, rounding included.
            let side = Double(numbers.count).squareRoot()
            let longest = 0x1p31 * 0.99 / (Double(ByteRow.largest) * side) - side
            let scale = Float(max(Double(largest) / 32_767, length / longest)).nextUp
            var squaredError = 0.0
            unsafe numbers.update(repeating: 0)
            for index in vector.indices {
                let component = unsafe vector[index]
                let number = (component / scale).rounded()
                unsafe numbers[index] = Int16(number)
                let missing = Double(component) - Double(scale) * Double(number)
                squaredError += missing * missing
            }
            self.scale = scale
            error = ListBytes.up(squaredError.squareRoot())
            self.length = ListBytes.up(length)
        }
    }
}
