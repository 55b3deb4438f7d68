import Foundation
import Ground
import Indexing
import Kernels
import Quantization
import Vocabulary

/// What `counted-search make` wrote, open for searching.
struct CountedIndex {
    let codebook: Codebook
    let view: SegmentView
    private let kernels: KernelSet

    init(folder: String, kernels: KernelSet) throws {
        self.kernels = kernels
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/codebook"))
        let memory = AlignedMemory(byteCount: data.count)
        data.copyBytes(to: memory.bytes)
        codebook = try Codebook(holding: memory, bytes: UnsafeRawBufferPointer(memory.bytes))
        let rows = try SealedRows(path: "\(folder)/rows", layouts: [CountedSearch.layout])
        let codes = try SealedCodes(path: "\(folder)/codes", rows: rows, field: 0, codebook: codebook)
        view = GrowingSegment(
            layouts: [CountedSearch.layout], kernels: kernels, sealed: rows, codes: [codes], codebooks: [codebook]
        ).publish()
    }

    /// The candidates nearest by code, by ordinal, with their exact similarities.
    func search(
        _ query: PreparedQuery, nprobe: Int, candidateCount: Int, _ scratch: inout SearchScratch
    ) throws -> [(ordinal: UInt32, similarity: Float?)] {
        let lists = codebook.lists(nearestTo: query.vector, count: nprobe, kernels: kernels)
        let answer = try view.nearest(field: 0, query: query, lists: lists, count: candidateCount, scratch: &scratch)
        let ordinals = answer.neighbors.map(\.ordinal).sorted()
        let similarities = view.similarities(field: 0, query: query, ordinals: ordinals, scratch: &scratch)
        return zip(ordinals, similarities).map { ($0, $1) }
    }
}
