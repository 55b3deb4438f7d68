internal import Ground
internal import Kernels
public import Quantization

/// The codes of one field of sealed rows, in a mapped file: list by list in blocks of 64, and the ordinals beside them.
///
/// Opening checks all numbers that lead from one place to another. Any thread may read.
///
/// A list's codes are whole blocks, rows of 64 bytes, then a tail of 16, 32, 48 or 64 lanes; a list begins at a
/// multiple of 64 bytes. Beside its code a vector costs the four bytes of its ordinal, and a list twelve; with rows of
/// bytes, its dimension rounded up to 32 and four bytes more, eight for squared distances. With a spill nearly every
/// vector lies in two lists, and has two codes and ordinals.
@safe public final class SealedCodes: @unchecked Sendable {
    // Unchecked: the pointers lead into `file`, which never changes.

    /// What the four letters in the file's header say.
    static let kind = "CODE"

    public let rows: SealedRows
    public let field: Int
    public let codebook: Codebook
    /// Vectors.
    public let count: Int
    /// Codes: more than vectors with a spill.
    public let codeCount: Int
    private let file: SectionedFile
    /// List l holds entries `starts[l]..<starts[l + 1]`.
    private let starts: UnsafeBufferPointer<UInt32>
    /// The codes of list l begin at byte `offsets[l]`.
    private let offsets: UnsafeBufferPointer<UInt64>
    /// By entry, ascending inside a list.
    private let ordinals: UnsafeBufferPointer<UInt32>
    private let blocks: UnsafeBufferPointer<UInt8>
    /// By which candidates are compared; nil where that is done by the vectors of the rows.
    let byteRows: ByteRows?

    /// Maps the file at `path`, verifies every byte and checks that it holds together with the rows.
    ///
    /// - Throws: `.file`, `.inconsistent`, `.codesOfOtherRows`, `.codesOfAnotherCodebook`, `.cancelled`.
    /// - Complexity: the file is read once, in order; a few nanoseconds a vector besides.
    public convenience init(
        path: String, rows: SealedRows, field: Int, codebook: Codebook, isCancelled: () -> Bool = { false }
    ) throws(IndexingError) {
        let file: SectionedFile
        do throws(SectionedFileError) {
            file = try SectionedFile(path: path, kind: Self.kind)
            try file.verify(isCancelled: isCancelled)
        } catch {
            throw error == .cancelled ? .cancelled : .file(error)
        }
        try self.init(file, rows: rows, field: field, codebook: codebook)
    }

    /// Checks that `file` holds together. Does not look at its hashes.
    init(_ file: SectionedFile, rows: SealedRows, field: Int, codebook: Codebook) throws(IndexingError) {
        precondition(rows.layouts.indices.contains(field), "field \(field)")
        self.file = file
        self.rows = rows
        self.field = field
        self.codebook = codebook
        let reader = SectionReader(file)
        let facts = SealedCodesFacts(rows: rows, field: field, codebook: codebook)
        try facts.check(reader)
        unsafe starts = try reader.starts("starts", count: codebook.listCount)
        unsafe offsets = try reader.starts("offsets", count: codebook.listCount)
        count = rows.count(field: field)
        codeCount = unsafe Int(starts[codebook.listCount])
        unsafe ordinals = try reader.numbers("ordinals", count: codeCount)
        unsafe blocks = try reader.numbers("codes", count: Int(offsets[codebook.listCount]))
        byteRows = try Self.byteRows(file, reader, rowCount: rows.count, layout: rows.layouts[field])
        try check(reader)
    }

    /// Codes in `list`, which must be one of the codebook's.
    public func count(ofList list: Int) -> Int {
        precondition(list < codebook.listCount, "list \(list) of \(codebook.listCount)")
        return unsafe Int(starts[list + 1] - starts[list])
    }

    public var path: String { file.path }
    /// 16 bytes that name the content.
    public var hash: [UInt8] { file.hash }
    public var byteCount: Int { file.byteCount }
    /// True when candidates are compared by rows of bytes.
    public var hasByteRows: Bool { byteRows != nil }
    /// Bytes of those rows and what is kept beside them; 0 without any.
    public var byteRowsByteCount: Int {
        byteRows.map { unsafe $0.bytes.count + $0.facts.count * MemoryLayout<Float>.stride } ?? 0
    }

    /// Each list as long as its codes; each row with a vector in one list, once, or with a spill in one or two.
    private func check(_ reader: SectionReader) throws(IndexingError) {
        var seen = OrdinalSet(bound: rows.count)
        var seenTwice = OrdinalSet(bound: codebook.isSpilled ? rows.count : 0)
        var rowCount = 0
        for list in 0..<codebook.listCount {
            let range = unsafe Int(starts[list])..<Int(starts[list + 1])
            let byteCount = unsafe Int(offsets[list + 1] - offsets[list])
            guard byteCount == Self.byteCount(ofList: range.count, rowCount: codebook.rowCount) else {
                throw reader.inconsistent("offsets")
            }
            for entry in range {
                let ordinal = unsafe ordinals[entry]
                guard Int(ordinal) < rows.count,
                    rows.presence(ordinal) >> UInt16(field) & 1 != 0,
                    unsafe entry == range.lowerBound || ordinals[entry - 1] < ordinal
                else { throw reader.inconsistent("ordinals") }
                if !seen.contains(ordinal) {
                    seen.insert(ordinal)
                    rowCount += 1
                } else if codebook.isSpilled, !seenTwice.contains(ordinal) {
                    seenTwice.insert(ordinal)
                } else {
                    throw reader.inconsistent("ordinals")
                }
            }
        }
        guard rowCount == count else { throw reader.inconsistent("ordinals") }
    }

    /// Bytes from the codes of a list of `count` vectors to those of the next.
    static func byteCount(ofList count: Int, rowCount: Int) -> Int {
        let lanes =
            count / CodeBlock.laneCount * CodeBlock.laneCount + CodeBlock.tailLaneCount(count % CodeBlock.laneCount)
        return (lanes * rowCount + 63) / 64 * 64
    }
}

// What a scan reads. Lists must be below the codebook's number of lists.
extension SealedCodes {
    /// The ordinals of the codes of `list`.
    func ordinals(ofList list: Int) -> UnsafeBufferPointer<UInt32> {
        unsafe UnsafeBufferPointer(rebasing: ordinals[Int(starts[list])..<Int(starts[list + 1])])
    }

    /// The blocks and the tail of `list`.
    func codes(ofList list: Int) -> UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(rebasing: blocks[Int(offsets[list])..<Int(offsets[list + 1])])
    }

    /// Fetches `list`, which is scanned soon: all of a short one, the beginning of a long one, in which the scan
    /// fetches for itself. A quarter of the scan's time where lists are of 200 codes of 48 bytes and come from afar.
    func prefetch(list: Int, _ kernels: KernelSet) {
        let (codes, ordinals) = unsafe (codes(ofList: list), ordinals(ofList: list))
        let byteCount = codes.count <= 20_480 ? codes.count : 4_096
        unsafe kernels.prefetch(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(codes).prefix(byteCount)))
        unsafe kernels.prefetch(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(ordinals).prefix(256)))
    }
}
