/// Many keys in one buffer, for reading them together.
public struct KeyList: Sendable {
    var bytes: [UInt8] = []
    var ends: [Int] = []

    public init() {}

    public init(_ keys: some Sequence<[UInt8]>) {
        for key in keys { append(key) }
    }

    public var count: Int { ends.count }

    public mutating func append(_ key: [UInt8]) {
        bytes.append(contentsOf: key)
        ends.append(bytes.count)
    }
}
