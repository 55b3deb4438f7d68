// Made from Protos/tessera/v1/node.proto by `make protos`; change that file, not this one.

import Vocabulary

extension ReplicaStatus: SampledMessage {
    static let empty = ReplicaStatus()

    static let filled: [ReplicaStatus] = [
        ReplicaStatus(
            shard: 4000000001, replica: 4000000002, address: "té漢😀3", zone: "té漢😀4", fault: "té漢😀5", isLeftOut: true,
            inFlightCount: 9223372036854775815, itemCount: 9223372036854775816)
    ]

    static let filledBytes = [
        """
        CIHQrPMOEILQrPMOGgt0w6nmvKLwn5iAMyILdMOp5ryi8J+YgDQqC3TDqea8ovCfmIA1MAE4h4CAgICAgICAAUCIgICAgICA
        gIAB
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            shard: source.number(),
            replica: source.number(),
            address: source.text(),
            zone: source.text(),
            fault: source.text(),
            isLeftOut: source.flag(),
            inFlightCount: source.number(),
            itemCount: source.number())
    }
}
