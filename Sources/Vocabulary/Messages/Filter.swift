// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

/// Which items may be answered. Everything stated must hold.
public struct Filter: Equatable, Sendable {
    /// Each clause must hold; at most 64.
    public var tags: [TagClause] = []
    /// None of these tags; at most 64.
    public var noTags: [String] = []
    /// Only these ids; at most 10,000. Empty: any.
    public var ids: [String] = []
    /// Each condition on an attribute must hold; at most 64.
    public var attributes: [AttributeClause] = []

    public init(
        tags: [TagClause] = [],
        noTags: [String] = [],
        ids: [String] = [],
        attributes: [AttributeClause] = []
    ) {
        self.tags = tags
        self.noTags = noTags
        self.ids = ids
        self.attributes = attributes
    }
}
