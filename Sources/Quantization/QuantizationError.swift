/// Why a codebook could not be made or read.
public enum QuantizationError: Error, Equatable, Sendable {
    /// The bytes of a codebook contradict themselves; `what` names the part.
    case malformed(what: String)
    /// The work was told to stop.
    case cancelled
}
