public import ArgumentParser
public import Vocabulary

extension FusionKind: ExpressibleByArgument {
    public init?(argument: String) {
        guard let kind = FusionKind.allCases.first(where: { "\($0)" == argument }) else { return nil }
        self = kind
    }

    public static var allValueStrings: [String] { allCases.map { "\($0)" } }
    public static var allValueDescriptions: [String: String] {
        [
            "weighted": "sum of weight × similarity, brought to one scale",
            "rrf": "sum of weight / (60 + rank)",
            "max": "the largest weight × similarity",
        ]
    }

    public var defaultValueDescription: String { "\(self)" }
}
