public import ArgumentParser
public import Vocabulary

// Of `--rerank`: what candidates can be compared with.
extension VectorPrecision: ExpressibleByArgument {
    private static let reranks: [VectorPrecision] = [.f16, .sq8]

    public init?(argument: String) {
        guard let precision = Self.reranks.first(where: { "\($0)" == argument }) else { return nil }
        self = precision
    }

    public static var allValueStrings: [String] { reranks.map { "\($0)" } }
    public static var allValueDescriptions: [String: String] {
        ["f16": "their vectors, read from disk as they are needed", "sq8": "rows of bytes, kept in memory"]
    }

    public var defaultValueDescription: String { "\(self)" }
}
