internal import Gallery
internal import Vocabulary

/// What a search found, and how it was searched.
struct FoundHits {
    var outcome: SearchOutcome
    /// By searched field.
    var scans: [FieldScan]
    var hits: [Hit]
    /// Where the time went.
    var times: StageTimes

    /// By searched field: the hash of the codebook whose codes were scanned; empty where the search was exact.
    var codebookHashes: [[UInt8]] {
        scans.map { scan in
            if case .lists(let probes) = scan { probes.codebookHash } else { [] }
        }
    }
}
