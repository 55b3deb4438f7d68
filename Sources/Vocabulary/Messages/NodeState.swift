// Made from Protos/tessera/v1/node.proto by `make protos`; change that file, not this one.

/// How far a node is in its life.
public enum NodeState: UInt16, Sendable, CaseIterable {
    /// Opening galleries; calls answer UNAVAILABLE.
    case starting = 1
    /// Serving.
    case serving = 2
    /// Finishing calls in flight before it stops.
    case draining = 3
}
