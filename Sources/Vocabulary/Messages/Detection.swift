// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

/// A thing that a detector saw in the image.
public struct Detection: Equatable, Sendable {
    /// What it is, at most 256 bytes.
    public var label: String = ""
    /// How sure the detector was, 0...1. 0: unknown.
    public var score: Float = 0
    /// Left, top, right, bottom as shares of width and height, 0...1. Empty: unknown; else four numbers.
    public var box: [Float] = []

    public init(
        label: String = "",
        score: Float = 0,
        box: [Float] = []
    ) {
        self.label = label
        self.score = score
        self.box = box
    }
}
