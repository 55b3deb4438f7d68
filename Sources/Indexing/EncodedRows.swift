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
    private let listMemory: AlignedMemory
    private let codeMemory: AlignedMemory
    private let done = Atomic<Int>(0)

    init(rows: SealedRows, field: Int, codebook: Codebook, kernels: KernelSet) {
        self.rows = rows
        self.field = field
        self.codebook = codebook
        encoder = CodebookEncoder(codebook, rowCount: rows.count, kernels: kernels)
        listMemory = AlignedMemory(byteCount: rows.count * MemoryLayout<UInt32>.stride)
        codeMemory = AlignedMemory(byteCount: rows.count * codebook.rowCount)
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

    /// Encodes the rows `range`.
    func encode(_ range: Range<Int>) {
        defer { done.wrappingAdd(range.count, ordering: .relaxed) }
        let stride = rows.layouts[field].stride
        let byteCount = codebook.rowCount
        let present = range.filter { rows.presence(UInt32($0)) >> UInt16(field) & 1 != 0 }
        if present.count == range.count {
            unsafe encoder.encode(
                halves: rows.vectors(field: field, range), stride: stride,
                lists: UnsafeMutableBufferPointer(rebasing: lists[range]),
                codes: UnsafeMutableBufferPointer(
                    rebasing: codes[range.lowerBound * byteCount..<range.upperBound * byteCount]))
            return
        }
        var halves: [UInt16] = []
        halves.reserveCapacity(present.count * stride)
        for row in present { unsafe halves.append(contentsOf: rows.vectors(field: field, row..<row + 1)) }
        var presentLists = [UInt32](repeating: 0, count: present.count)
        var presentCodes = [UInt8](repeating: 0, count: present.count * byteCount)
        unsafe presentLists.withUnsafeMutableBufferPointer { lists in
            unsafe presentCodes.withUnsafeMutableBufferPointer { codes in
                unsafe halves.withUnsafeBufferPointer {
                    unsafe encoder.encode(halves: $0, stride: stride, lists: lists, codes: codes)
                }
            }
        }
        for row in range { unsafe lists[row] = GrowingCodes.noList }
        for (index, row) in present.enumerated() {
            unsafe lists[row] = presentLists[index]
            let code = presentCodes[index * byteCount..<(index + 1) * byteCount]
            _ = unsafe UnsafeMutableBufferPointer(rebasing: codes[(row * byteCount)...]).update(fromContentsOf: code)
        }
    }

    /// The rows that have a list in order of lists, ascending inside each, and where each list begins.
    func sortedByList() -> (starts: [UInt32], ordinals: [UInt32]) {
        var starts = [UInt32](repeating: 0, count: codebook.listCount + 1)
        for row in 0..<rows.count {
            let list = unsafe lists[row]
            if list != GrowingCodes.noList { starts[Int(list) + 1] += 1 }
        }
        for list in 0..<codebook.listCount { starts[list + 1] += starts[list] }
        var next = starts
        var ordinals = [UInt32](repeating: 0, count: Int(starts[codebook.listCount]))
        for row in 0..<rows.count {
            let list = unsafe lists[row]
            guard list != GrowingCodes.noList else { continue }
            ordinals[Int(next[Int(list)])] = UInt32(row)
            next[Int(list)] += 1
        }
        return (starts, ordinals)
    }

    /// The blocks and the tail of a list whose rows are `members`.
    func blocks(_ members: ArraySlice<UInt32>) -> [UInt8] {
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
                for byte in Int(row) * byteCount..<(Int(row) + 1) * byteCount {
                    unsafe bytes[place] = codes[byte]
                    place += laneStride
                }
            }
        }
    }
}
