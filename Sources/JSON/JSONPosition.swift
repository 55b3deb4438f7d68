/// A place in a JSON text, at or just after what is wrong.
public struct JSONPosition: Equatable, Sendable {
    /// From 1.
    public var line: Int
    /// Characters from the line's start, from 1; 0 is the line's start itself.
    public var column: Int
    /// Bytes from the text's start.
    public var byteOffset: Int

    public init(line: Int, column: Int, byteOffset: Int) {
        self.line = line
        self.column = column
        self.byteOffset = byteOffset
    }
}

extension JSONPosition: CustomStringConvertible {
    public var description: String { "line \(line), column \(column)" }
}
