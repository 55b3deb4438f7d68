internal import Kernels
internal import Quantization

// Several searches by codes at once.
extension SegmentView {
    /// Queries whose tables are filled together: as many as the nearest large cache holds beside the part centroids.
    private static let tileCount = 8

    /// What `nearest(field:query:lists:)` answers for each of `probes`, in their order, bit for bit.
    ///
    /// Those of one codebook share the passes over its centroids. Allocates the answers, and memory that the scratches
    /// keep.
    ///
    /// - Parameter probes: of any views and fields; no two with the same memory.
    /// - Returns: of each its answer, or `.cancelled`; one that is cancelled stops no other.
    public static func nearest(_ probes: [CodeProbe]) -> [Result<ProbeAnswer, IndexingError>] {
        var answers = [Result<ProbeAnswer, IndexingError>](repeating: .failure(.cancelled), count: probes.count)
        var rest = Array(probes.indices)
        while let first = rest.first {
            let codebook = probes[first].view.codebook(field: probes[first].field)
            func isSame(_ place: Int) -> Bool { probes[place].view.codebook(field: probes[place].field) === codebook }
            let group = rest.filter(isSame)
            rest.removeAll(where: isSame)
            for start in stride(from: 0, to: group.count, by: tileCount) {
                answer(Array(group[start..<min(start + tileCount, group.count)]), of: probes, &answers)
            }
        }
        return answers
    }

    /// Answers the probes at `places`, which have one codebook.
    private static func answer(
        _ places: [Int], of probes: [CodeProbe], _ answers: inout [Result<ProbeAnswer, IndexingError>]
    ) {
        let first = probes[places[0]]
        for place in places {
            let probe = probes[place]
            _ = probe.view.prepare(
                field: probe.field, probe.query, probe.allowed, count: probe.count, &probe.memory.scratch)
        }
        guard let codebook = first.view.codebook(field: first.field) else { return }
        codebook.tables(for: places.map { probes[$0].query.vector }, kernels: first.view.kernels) { place, fill in
            fill(&probes[places[place]].memory.scratch.tables)
        }
        for place in places {
            let probe = probes[place]
            do throws(IndexingError) {
                answers[place] = .success(
                    try probe.view.nearest(
                        field: probe.field, lists: probe.lists, allowed: probe.allowed,
                        scratch: &probe.memory.scratch, isCancelled: probe.isCancelled))
            } catch {
                answers[place] = .failure(error)
            }
        }
    }
}
