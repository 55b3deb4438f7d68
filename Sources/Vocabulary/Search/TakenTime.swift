/// How long something took, beside what came of it: says nothing about that, so all are equal.
public struct TakenTime: Equatable, Sendable {
    public var microseconds: UInt64

    public init(microseconds: UInt64 = 0) {
        self.microseconds = microseconds
    }

    public static func == (_: TakenTime, _: TakenTime) -> Bool { true }
}
