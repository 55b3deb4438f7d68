internal import Ground

/// Attributes while they are sorted: the number of the column, the value and the row of each, side by side.
///
/// Sorted by counting, a byte at a time from the lowest to the highest, each pass keeping the order of the one before.
/// 16 bytes an attribute, twice as many while it sorts.
@safe struct AttributeLanes {
    private(set) var count = 0
    private var front: Side

    /// Room for as many attributes as there are.
    @safe private struct Side {
        private let memory: AlignedMemory
        let values: UnsafeMutableBufferPointer<UInt64>
        let rows: UnsafeMutableBufferPointer<UInt32>
        let columns: UnsafeMutableBufferPointer<UInt32>

        init(capacity: Int) {
            let memory = AlignedMemory(byteCount: 16 * capacity)
            self.memory = memory
            func part<Number: BitwiseCopyable>(from byte: Int, _: Number.Type) -> UnsafeMutableBufferPointer<Number> {
                let end = byte + capacity * MemoryLayout<Number>.stride
                return unsafe UnsafeMutableRawBufferPointer(rebasing: memory.bytes[byte..<end]).bindMemory(
                    to: Number.self)
            }
            unsafe values = part(from: 0, UInt64.self)
            unsafe rows = part(from: 8 * capacity, UInt32.self)
            unsafe columns = part(from: 12 * capacity, UInt32.self)
        }
    }

    init(capacity: Int) {
        front = Side(capacity: capacity)
    }

    mutating func append(column: UInt32, value: UInt64, row: UInt32) {
        unsafe front.columns[count] = column
        unsafe front.values[count] = value
        unsafe front.rows[count] = row
        count += 1
    }

    subscript(_ place: Int) -> (column: UInt32, value: UInt64, row: UInt32) {
        unsafe (front.columns[place], front.values[place], front.rows[place])
    }

    /// Puts them in the order of columns, then of values, then of rows.
    ///
    /// - Parameter check: called before each of at most 16 passes.
    mutating func sort<Failure: Error>(_ check: () throws(Failure) -> Void) throws(Failure) {
        var back = unsafe Side(capacity: front.rows.count)
        for shift in stride(from: 0, to: 32, by: 8) where !isAscendingByRow {
            try check()
            unsafe distribute(by: front.rows, shift, into: &back)
        }
        for shift in stride(from: 0, to: 64, by: 8) {
            try check()
            unsafe distribute(by: front.values, shift, into: &back)
        }
        for shift in stride(from: 0, to: 32, by: 8) {
            try check()
            unsafe distribute(by: front.columns, shift, into: &back)
        }
    }

    private var isAscendingByRow: Bool {
        for place in 0..<max(0, count - 1) where unsafe front.rows[place] > front.rows[place + 1] { return false }
        return true
    }

    /// One pass: by the byte of `numbers` that begins at bit `shift`.
    private mutating func distribute<Number: FixedWidthInteger>(
        by numbers: UnsafeMutableBufferPointer<Number>, _ shift: Int, into back: inout Side
    ) {
        unsafe withUnsafeTemporaryAllocation(of: Int.self, capacity: 256) { next in
            unsafe next.initialize(repeating: 0)
            for place in 0..<count { unsafe next[Int(truncatingIfNeeded: numbers[place] >> Number(shift)) & 255] += 1 }
            // All have the same byte: they stay as they are.
            if unsafe next.contains(count) { return }
            var start = 0
            for digit in 0..<256 {
                let digitCount = unsafe next[digit]
                unsafe next[digit] = start
                start += digitCount
            }
            for place in 0..<count {
                let digit = unsafe Int(truncatingIfNeeded: numbers[place] >> Number(shift)) & 255
                let target = unsafe next[digit]
                unsafe next[digit] = target + 1
                unsafe back.values[target] = front.values[place]
                unsafe back.rows[target] = front.rows[place]
                unsafe back.columns[target] = front.columns[place]
            }
            swap(&front, &back)
        }
    }
}
