/// What a frame is. The numbers are the protocol's.
public enum FrameKind: UInt8, Sendable, CaseIterable {
    case request = 1
    case response = 2
    case item = 3
    case end = 4
    case cancel = 5
    case ping = 6
    case pong = 7
    case goAway = 8
    case credit = 9
}
