/// Which lists a query wants.
public struct ListAsk: Equatable, Sendable {
    /// The nearest lists whose mean distance others are compared with.
    public static let nearCount = 8

    /// The most that are wanted.
    public var count: Int
    /// How much farther than the nearest ones on average they may be; infinite: however far. May be negative.
    public var reach: Float

    public init(count: Int, reach: Float = .infinity) {
        self.count = count
        self.reach = reach
    }

    /// Lists to know the order of, so that the wanted ones are among them.
    var comparedCount: Int { reach < .infinity ? max(count, Self.nearCount) : count }
}
