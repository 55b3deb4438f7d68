/// Why a codebook could not be made or read.
public enum QuantizationError: Error, Equatable, Sendable {
    /// The bytes of a codebook contradict themselves; `what` names the part.
    case malformed(what: String)
    /// The bytes are those of a codebook in another format version.
    case unknownVersion(UInt32)
    /// A plan asks for what cannot be; `what` names the property.
    case unsuitable(what: String)
    /// There is no vector to train with.
    case emptySample
    /// The sampled vector `row` has a component that is not finite.
    case notFinite(row: Int)
    /// The work was told to stop.
    case cancelled
}
