/// An input or output of a model, as the model declares it.
public struct OnnxTensor: Equatable, Sendable {
    /// What the elements are. Others are refused when the session is made.
    public enum ElementType: Equatable, Sendable {
        case float
        case int32
        case int64
    }

    public let name: String
    public let elementType: ElementType
    /// The extent of each axis; -1 where it may differ from run to run.
    public let shape: [Int]
}
