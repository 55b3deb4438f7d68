public import ArgumentParser
public import Vocabulary

extension FusionKind: ExpressibleByArgument {
    public init?(argument: String) {
        guard let kind = FusionKind.allCases.first(where: { "\($0)" == argument }) else { return nil }
        self = kind
    }

    public static var allValueStrings: [String] { allCases.map { "\($0)" } }
    public var defaultValueDescription: String { "\(self)" }
}
