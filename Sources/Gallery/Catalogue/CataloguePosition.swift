/// A place between two rows, where reading can begin.
public struct CataloguePosition: Equatable, Hashable, Sendable {
    /// Bytes before it.
    public var byteOffset: Int
    /// The line that begins there, from 1.
    public var line: Int
    /// Data rows before it, rejected ones included, the header not.
    public var row: Int

    public init(byteOffset: Int, line: Int, row: Int) {
        self.byteOffset = byteOffset
        self.line = line
        self.row = row
    }
}
