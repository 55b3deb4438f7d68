public import Vocabulary

/// One field of a search whose vector may still be missing.
public struct DraftField: Equatable, Sendable {
    /// Its place in the gallery's declaration, from 0.
    public let index: Int
    public let spec: FieldSpec
    /// > 0.
    public let weight: Float
    public let source: QuerySource
    /// What is looked for, as it came. To be filled in for a text and for an item; left nil when the item lacks the
    /// field.
    public var vector: [Float]?
    /// Path of what the request says about it, for errors.
    let path: String
}
