internal import Ground
internal import Kernels
internal import Quantization
internal import Synchronization

/// Lists and codes of sealed rows in one field, while a file of them is being made: threads fill ranges of rows.
@safe final class EncodedRows: @unchecked Sendable {
    // Unchecked: each thread writes the rows of its own ranges; they are read when all threads are done.

    /// Rows that a thread takes at once.
    static let grain = 1_024

    let rows: SealedRows
    let field: Int
    let codebook: Codebook
    /// One for all threads: it takes as much memory as the coarse centroids.
    private let encoder: CodebookEncoder
    /// Of all rows, and behind them, with a spill, the second ones of all rows.
    private let listMemory: AlignedMemory
    private let codeMemory: AlignedMemory
    private let done = Atomic<Int>(0)

    init(rows: SealedRows, field: Int, codebook: Codebook, kernels: KernelSet) {
        self.rows = rows
        self.field = field
        self.codebook = codebook
        encoder = CodebookEncoder(codebook, rowCount: rows.count, kernels: kernels)
        let count = codebook.isSpilled ? 2 * rows.count : rows.count
        listMemory = AlignedMemory(byteCount: count * MemoryLayout<UInt32>.stride)
        codeMemory = AlignedMemory(byteCount: count * codebook.rowCount)
        unsafe listMemory.bytes.bindMemory(to: UInt32.self)
    }

    /// Rows that are encoded, those without a vector among them.
    var doneCount: Int { done.load(ordering: .relaxed) }

    private var lists: UnsafeMutableBufferPointer<UInt32> {
        unsafe listMemory.bytes.assumingMemoryBound(to: UInt32.self)
    }

    private var codes: UnsafeMutableBufferPointer<UInt8> {
        unsafe codeMemory.bytes.assumingMemoryBound(to: UInt8.self)
    }

    /// Places for the lists and codes of rows, the second ones when `isSpill`.
    private func places(_ range: Range<Int>, isSpill: Bool) -> CodePlaces {
        let start = isSpill ? rows.count : 0
        let byteCount = codebook.rowCount
        return unsafe CodePlaces(
            lists: UnsafeMutableBufferPointer(rebasing: lists[start + range.lowerBound..<start + range.upperBound]),
            codes: UnsafeMutableBufferPointer(
                rebasing: codes[(start + range.lowerBound) * byteCount..<(start + range.upperBound) * byteCount]))
    }

    /// Encodes the rows `range`.
    func encode(_ range: Range<Int>) {
        defer { done.wrappingAdd(range.count, ordering: .relaxed) }
        let stride = rows.layouts[field].stride
        let first = places(range, isSpill: false)
        let spill = codebook.isSpilled ? places(range, isSpill: true) : nil
        let present = range.filter { rows.presence(UInt32($0)) >> UInt16(field) & 1 != 0 }
        if present.count == range.count {
            unsafe encoder.encode(
                halves: rows.vectors(field: field, range), stride: stride, lists: first.lists, codes: first.codes,
                spill: spill)
            return
        }
        // Those that have a vector, side by side at the front, and from there to their places.
        var halves: [UInt16] = []
        halves.reserveCapacity(present.count * stride)
        for row in present { unsafe halves.append(contentsOf: rows.vectors(field: field, row..<row + 1)) }
        let packed = range.lowerBound..<range.lowerBound + present.count
        let (packedFirst, packedSpill) = (
            places(packed, isSpill: false), codebook.isSpilled ? places(packed, isSpill: true) : nil
        )
        unsafe halves.withUnsafeBufferPointer {
            unsafe encoder.encode(
                halves: $0, stride: stride, lists: packedFirst.lists, codes: packedFirst.codes, spill: packedSpill)
        }
        let offsets = present.map { $0 - range.lowerBound }
        spread(offsets, in: first)
        if let spill = spill { spread(offsets, in: spill) }
    }

    /// Moves the lists and codes at the front of `places` to `offsets`, which ascend; the others have no list.
    private func spread(_ offsets: [Int], in places: CodePlaces) {
        let byteCount = codebook.rowCount
        let (lists, codes) = unsafe (places.lists, places.codes.baseAddress!)
        var end = lists.count
        for (index, offset) in offsets.enumerated().reversed() {
            for row in offset + 1..<end { unsafe lists[row] = GrowingCodes.noList }
            end = offset
            guard index != offset else { continue }
            unsafe lists[offset] = lists[index]
            unsafe (codes + offset * byteCount).update(from: codes + index * byteCount, count: byteCount)
        }
        for row in 0..<end { unsafe lists[row] = GrowingCodes.noList }
    }

    /// The rows that have a list in order of lists, ascending inside each, and where each list begins. A row with two
    /// lists is in both.
    func sortedByList() -> (starts: [UInt32], ordinals: [UInt32]) {
        var starts = [UInt32](repeating: 0, count: codebook.listCount + 1)
        for place in unsafe lists.indices {
            let list = unsafe lists[place]
            if list != GrowingCodes.noList { starts[Int(list) + 1] += 1 }
        }
        for list in 0..<codebook.listCount { starts[list + 1] += starts[list] }
        var next = starts
        var ordinals = [UInt32](repeating: 0, count: Int(starts[codebook.listCount]))
        let ranks = codebook.isSpilled ? [0, rows.count] : [0]
        for row in 0..<rows.count {
            for rank in ranks {
                let list = unsafe lists[rank + row]
                guard list != GrowingCodes.noList else { continue }
                ordinals[Int(next[Int(list)])] = UInt32(row)
                next[Int(list)] += 1
            }
        }
        return (starts, ordinals)
    }

    /// The blocks and the tail of `list`, whose rows are `members`.
    func blocks(ofList list: Int, _ members: ArraySlice<UInt32>) -> [UInt8] {
        let byteCount = codebook.rowCount
        let size = SealedCodes.byteCount(ofList: members.count, rowCount: byteCount)
        return unsafe [UInt8](unsafeUninitializedCapacity: size) { bytes, count in
            count = size
            unsafe bytes.initialize(repeating: 0)
            for (entry, row) in members.enumerated() {
                let block = entry / CodeBlock.laneCount
                let blockCount = min(CodeBlock.laneCount, members.count - block * CodeBlock.laneCount)
                let laneStride = CodeBlock.tailLaneCount(blockCount)
                var place = block * CodeBlock.laneCount * byteCount + entry % CodeBlock.laneCount
                let source = unsafe lists[Int(row)] == list ? Int(row) : rows.count + Int(row)
                for byte in source * byteCount..<(source + 1) * byteCount {
                    unsafe bytes[place] = codes[byte]
                    place += laneStride
                }
            }
        }
    }
}
