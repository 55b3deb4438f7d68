/// An item of a streamed upsert that was not written.
public struct UpsertRejection: Equatable, Sendable {
    /// The item's id.
    public var id: String
    public var failure: CallFailure

    public init(id: String, failure: CallFailure) {
        self.id = id
        self.failure = failure
    }
}
