// Made from Protos/tessera/v1/operations.proto by `make protos`; change that file, not this one.

/// Work that outlives a call.
public struct Operation: Equatable, Sendable {
    /// 16 hex digits, unique on the node.
    public var id: String = ""
    /// What it does.
    public var kind: OperationKind?
    /// How far it is.
    public var state: OperationState?
    /// The gallery it works on.
    public var gallery: String = ""
    /// Units done; rows for an import, rejected ones included.
    public var doneCount: UInt64 = 0
    /// Units in all. 0: not known.
    public var totalCount: UInt64 = 0
    /// Rows rejected.
    public var rejectedCount: UInt64 = 0
    /// Where an import goes on; the writer's own bytes.
    public var resumePoint: [UInt8] = []
    /// Why it failed. Absent: it did not.
    public var error: ErrorDetail?
    /// Microseconds since 1970 at its start.
    public var createdMicroseconds: UInt64 = 0
    /// Microseconds since 1970 at its last change.
    public var updatedMicroseconds: UInt64 = 0
    /// Grows with each change.
    public var revision: UInt64 = 0
    /// What the import reads, as its writer named it.
    public var source: String = ""
    /// What it does now, in words: "clustering field description, iteration 7 of 10". Empty: nothing to tell.
    public var stage: String = ""

    public init(
        id: String = "",
        kind: OperationKind? = nil,
        state: OperationState? = nil,
        gallery: String = "",
        doneCount: UInt64 = 0,
        totalCount: UInt64 = 0,
        rejectedCount: UInt64 = 0,
        resumePoint: [UInt8] = [],
        error: ErrorDetail? = nil,
        createdMicroseconds: UInt64 = 0,
        updatedMicroseconds: UInt64 = 0,
        revision: UInt64 = 0,
        source: String = "",
        stage: String = ""
    ) {
        self.id = id
        self.kind = kind
        self.state = state
        self.gallery = gallery
        self.doneCount = doneCount
        self.totalCount = totalCount
        self.rejectedCount = rejectedCount
        self.resumePoint = resumePoint
        self.error = error
        self.createdMicroseconds = createdMicroseconds
        self.updatedMicroseconds = updatedMicroseconds
        self.revision = revision
        self.source = source
        self.stage = stage
    }
}
