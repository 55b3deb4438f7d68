// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

import Vocabulary

extension UpsertItemsRequest: SampledMessage {
    static let empty = UpsertItemsRequest()

    static let filled: [UpsertItemsRequest] = [
        UpsertItemsRequest(
            gallery: "té漢😀1", items: [ItemWrite.filled[0], ItemWrite()], operation: "té漢😀3", resumePoint: [4, 0, 255],
            rowsDone: 9223372036854775813, rowsRejected: 9223372036854775814)
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRLTAQqdAQoLdMOp5ryi8J+YgDESC3TDqea8ovCfmIAyGgt0w6nmvKLwn5iAMyILdMOp5ryi8J+YgDQi
        ACocCgt0w6nmvKLwn5iAMRUAACBAGggAAGBAAAAAACoAMgt0w6nmvKLwn5iANjoLdMOp5ryi8J+YgDdCC3TDqea8ovCfmIA4
        QgBKGgoLdMOp5ryi8J+YgDESC3TDqea8ovCfmIAySgASJAoLdMOp5ryi8J+YgDESCAAAIEAAAAAAGgt0w6nmvKLwn5iAMxIA
        GIOAgICAgICAgAESABoLdMOp5ryi8J+YgDMiAwQA/yiFgICAgICAgIABMIaAgICAgICAgAE=
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            gallery: source.text(),
            items: source.some { source in ItemWrite(from: &source) },
            operation: source.text(),
            resumePoint: source.blob(),
            rowsDone: source.number(),
            rowsRejected: source.number())
    }
}
