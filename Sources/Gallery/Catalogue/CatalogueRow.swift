public import Vocabulary

/// A good row.
public struct CatalogueRow: Equatable, Sendable {
    public var item: Item
    /// The line it begins on, from 1.
    public var line: Int
    /// Its number among the data rows, from 0.
    public var row: Int
    /// Its bytes in the file, the line break at its end left out.
    public var byteRange: Range<Int>
}
