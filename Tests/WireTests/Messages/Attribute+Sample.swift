// Made from Protos/tessera/v1/common.proto by `make protos`; change that file, not this one.

import Vocabulary

extension Attribute: SampledMessage {
    static let empty = Attribute()

    static let filled: [Attribute] = [
        Attribute(name: "té漢😀1", value: .text("té漢😀2")),
        Attribute(name: "té漢😀1", value: .integer(-1099511627779)),
        Attribute(name: "té漢😀1", value: .real(4.25)),
        Attribute(name: "té漢😀1", value: .flag(true)),
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRILdMOp5ryi8J+YgDI=
        """,
        """
        Cgt0w6nmvKLwn5iAMRj9/////9////8B
        """,
        """
        Cgt0w6nmvKLwn5iAMSEAAAAAAAARQA==
        """,
        """
        Cgt0w6nmvKLwn5iAMSgB
        """,
    ]

    init(from source: inout RandomSource) {
        self.init(
            name: source.text(),
            value: source.maybe { source in
                [.text(source.text()), .integer(source.number()), .real(source.number()), .flag(source.flag())]
                    .randomElement(using: &source)!
            })
    }
}
