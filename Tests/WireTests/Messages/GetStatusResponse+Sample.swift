// Made from Protos/tessera/v1/node.proto by `make protos`; change that file, not this one.

import Vocabulary

extension GetStatusResponse: SampledMessage {
    static let empty = GetStatusResponse()

    static let filled: [GetStatusResponse] = [
        GetStatusResponse(
            version: "té漢😀1", state: .draining, uptimeMicroseconds: 9223372036854775811, instructionSet: "té漢😀4",
            connectionCount: 9223372036854775813, inFlightCount: 9223372036854775814,
            answeredCount: 9223372036854775815, failedCount: 9223372036854775816, refusedCount: 9223372036854775817,
            galleryCount: 9223372036854775818, itemCount: 9223372036854775819, diskByteCount: 9223372036854775820,
            residentByteCount: 9223372036854775821, encoders: [EncoderStatus.filled[0], EncoderStatus()],
            replicas: [ReplicaStatus.filled[0], ReplicaStatus()])
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRADGIOAgICAgICAgAEiC3TDqea8ovCfmIA0KIWAgICAgICAgAEwhoCAgICAgICAATiHgICAgICAgIAB
        QIiAgICAgICAgAFIiYCAgICAgICAAVCKgICAgICAgIABWIuAgICAgICAgAFgjICAgICAgICAAWiNgICAgICAgIABcjwKC3TD
        qea8ovCfmIAxEgt0w6nmvKLwn5iAMhiD0KzzDiCE0KzzDiiFgICAgICAgIABMIaAgICAgICAgAFyAHpLCIHQrPMOEILQrPMO
        Ggt0w6nmvKLwn5iAMyILdMOp5ryi8J+YgDQqC3TDqea8ovCfmIA1MAE4h4CAgICAgICAAUCIgICAgICAgIABegA=
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            version: source.text(),
            state: source.maybe { source in NodeState.allCases.randomElement(using: &source)! },
            uptimeMicroseconds: source.number(),
            instructionSet: source.text(),
            connectionCount: source.number(),
            inFlightCount: source.number(),
            answeredCount: source.number(),
            failedCount: source.number(),
            refusedCount: source.number(),
            galleryCount: source.number(),
            itemCount: source.number(),
            diskByteCount: source.number(),
            residentByteCount: source.number(),
            encoders: source.some { source in EncoderStatus(from: &source) },
            replicas: source.some { source in ReplicaStatus(from: &source) })
    }
}
