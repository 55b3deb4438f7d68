/// What a connection's bytes meant.
enum LoadEvent {
    /// Calls may be sent.
    case opened
    /// The call of a slot is answered.
    case answered(slot: Int, LoadAnswer)
    /// The other side broke the protocol.
    case failed(String)
}
