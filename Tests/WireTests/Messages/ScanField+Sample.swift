// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

import Vocabulary

extension ScanField: SampledMessage {
    static let empty = ScanField()

    static let filled: [ScanField] = [
        ScanField(codebookHash: [1, 0, 255], lists: [4000000002, 0])
    ]

    static let filledBytes = [
        """
        CgMBAP8SBoLQrPMOAA==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            codebookHash: source.blob(),
            lists: source.some { source in source.number() })
    }
}
