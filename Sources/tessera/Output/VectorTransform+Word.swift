public import ArgumentParser
public import Vocabulary

extension VectorTransform: ExpressibleByArgument {
    /// `none`, `pca`, `opq`
    var word: String { "\(self)" }

    public init?(argument: String) {
        guard let transform = VectorTransform.allCases.first(where: { $0.word == argument }) else { return nil }
        self = transform
    }

    public static var allValueStrings: [String] { allCases.map(\.word) }
    public static var allValueDescriptions: [String: String] {
        [
            "none": "vectors as they are",
            "pca": "turned to their principal axes, cut to --reduced-dimension",
            "opq": "turned so that codes lose least; trains longest",
        ]
    }

    public var defaultValueDescription: String { word }
}
