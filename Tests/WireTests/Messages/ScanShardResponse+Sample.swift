// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

import Vocabulary

extension ScanShardResponse: SampledMessage {
    static let empty = ScanShardResponse()

    static let filled: [ScanShardResponse] = [
        ScanShardResponse(
            view: 9223372036854775809, sequence: 9223372036854775810, allowedCount: 9223372036854775811,
            plannedCount: 9223372036854775812, scannedCount: 9223372036854775813,
            fieldPlannedCounts: [9223372036854775814, 0], fieldMatchedCounts: [9223372036854775815, 0],
            ordinals: [4000000008, 0], idHashes: [9223372036854775817, 0], presence: [4000000010, 0],
            similarities: [11.5, 0], lists: [ScanList.filled[0], ScanList()], similarStarts: [4000000013, 0],
            similarHashes: [9223372036854775822, 0], liveCount: 9223372036854775823, likelyPositions: [4000000016, 0],
            likelyItems: [StoredItem.filled[0], StoredItem()])
    ]

    static let filledBytes = [
        """
        CQEAAAAAAACAEIKAgICAgICAgAEYg4CAgICAgICAASCEgICAgICAgIABKIWAgICAgICAgAEyC4aAgICAgICAgAEAOguHgICA
        gICAgIABAEIGiNCs8w4AShAJAAAAAAAAgAAAAAAAAAAAUgaK0KzzDgBaCAAAOEEAAAAAYhIKBoHQrPMOABIIAAAgQAAAAABi
        AGoGjdCs8w4AchAOAAAAAAAAgAAAAAAAAAAAeI+AgICAgICAgAGCAQaQ0KzzDgCKAdMBCp0BCgt0w6nmvKLwn5iAMRILdMOp
        5ryi8J+YgDIaC3TDqea8ovCfmIAzIgt0w6nmvKLwn5iANCIAKhwKC3TDqea8ovCfmIAxFQAAIEAaCAAAYEAAAAAAKgAyC3TD
        qea8ovCfmIA2Ogt0w6nmvKLwn5iAN0ILdMOp5ryi8J+YgDhCAEoaCgt0w6nmvKLwn5iAMRILdMOp5ryi8J+YgDJKABCCgICA
        gICAgIABGiQKC3TDqea8ovCfmIAxEggAACBAAAAAABoLdMOp5ryi8J+YgDMaAIoBAA==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            view: source.number(),
            sequence: source.number(),
            allowedCount: source.number(),
            plannedCount: source.number(),
            scannedCount: source.number(),
            fieldPlannedCounts: source.some { source in source.number() },
            fieldMatchedCounts: source.some { source in source.number() },
            ordinals: source.some { source in source.number() },
            idHashes: source.some { source in source.number() },
            presence: source.some { source in source.number() },
            similarities: source.some { source in source.number() },
            lists: source.some { source in ScanList(from: &source) },
            similarStarts: source.some { source in source.number() },
            similarHashes: source.some { source in source.number() },
            liveCount: source.number(),
            likelyPositions: source.some { source in source.number() },
            likelyItems: source.some { source in StoredItem(from: &source) })
    }
}
