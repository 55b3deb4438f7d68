/// Something that goes wrong for a while.
struct SimulatedFault {
    enum Kind: CaseIterable {
        /// The connection is reset.
        case reset
        /// Nothing goes through on the connection, and it stays open.
        case hold
        /// Nothing goes through to the replica or from it.
        case partition
        /// The process is gone, with all it was to answer; it starts again when mended.
        case crash
        /// The process stands still: bytes are taken and nothing is answered.
        case pause
        /// Answers take eight times as long.
        case slow
        /// A byte of what is sent next is another one.
        case garbage
        /// What is sent next ends in the midst, and the connection with it.
        case cut
    }

    var kind: Kind
    /// Places of the replicas it befalls.
    var replicas: [Int]
    /// When and for how long, in microseconds.
    var start: UInt64
    var length: UInt64
}
