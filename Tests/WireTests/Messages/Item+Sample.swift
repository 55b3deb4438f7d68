// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

import Vocabulary

extension Item: SampledMessage {
    static let empty = Item()

    static let filled: [Item] = [
        Item(
            id: "té漢😀1", url: "té漢😀2", description: "té漢😀3", tags: ["té漢😀4", ""],
            detections: [Detection.filled[0], Detection()], authorId: "té漢😀6", authorName: "té漢😀7",
            similarIds: ["té漢😀8", ""], attributes: [Attribute.filled[0], Attribute()])
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRILdMOp5ryi8J+YgDIaC3TDqea8ovCfmIAzIgt0w6nmvKLwn5iANCIAKhwKC3TDqea8ovCfmIAxFQAA
        IEAaCAAAYEAAAAAAKgAyC3TDqea8ovCfmIA2Ogt0w6nmvKLwn5iAN0ILdMOp5ryi8J+YgDhCAEoaCgt0w6nmvKLwn5iAMRIL
        dMOp5ryi8J+YgDJKAA==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            id: source.text(),
            url: source.text(),
            description: source.text(),
            tags: source.some { source in source.text() },
            detections: source.some { source in Detection(from: &source) },
            authorId: source.text(),
            authorName: source.text(),
            similarIds: source.some { source in source.text() },
            attributes: source.some { source in Attribute(from: &source) })
    }
}
