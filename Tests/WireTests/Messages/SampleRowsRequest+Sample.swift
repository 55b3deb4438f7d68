// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

import Vocabulary

extension SampleRowsRequest: SampledMessage {
    static let empty = SampleRowsRequest()

    static let filled: [SampleRowsRequest] = [
        SampleRowsRequest(
            gallery: 4000000001, field: 4000000002, count: 4000000003, seed: 9223372036854775812, offset: 4000000005)
    ]

    static let filledBytes = [
        """
        CIHQrPMOEILQrPMOGIPQrPMOIISAgICAgICAgAEohdCs8w4=
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            gallery: source.number(),
            field: source.number(),
            count: source.number(),
            seed: source.number(),
            offset: source.number())
    }
}
