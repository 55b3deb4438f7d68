internal import Vocabulary

extension ScanShardResponse {
    /// A shard may answer many candidates, and of each a similarity in every field.
    static var repeatedCountMax: Int { Limits.shardAnswerCountMax }
}
