internal import Ground
internal import Vocabulary

/// One direction of a streaming call of the framed protocol.
struct StreamCredit {
    /// Bytes that may still be sent; a message may go as long as it is above 0, and may take it below.
    var byteCount = Limits.streamCreditByteCount
    /// Bytes that were sent so far.
    var sentByteCount: UInt64 = 0
    /// Bytes that were taken and not given back as credit.
    var takenByteCount = 0
    /// Messages that wait for credit, as frames.
    var waiting: [ByteBuffer] = []
    var waitingByteCount = 0
}
