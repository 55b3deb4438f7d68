/// How a call ended, as the one who called sees it.
public enum LoadOutcome: Int, Sendable, CaseIterable {
    /// Answered in time.
    case answered
    /// Turned away because the server is busy: `RESOURCE_EXHAUSTED`.
    case refused
    /// Not answered in time, or answered with `DEADLINE_EXCEEDED`.
    case late
    /// Everything else: another error, or a connection that was lost.
    case failed

    public var name: String {
        switch self {
        case .answered: "answered"
        case .refused: "refused"
        case .late: "late"
        case .failed: "failed"
        }
    }
}
