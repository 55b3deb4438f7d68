/// A row that cannot become an item, and why.
public struct RejectedRow: Equatable, Sendable {
    /// The line it begins on, from 1.
    public var line: Int
    /// Its number among the data rows, from 0.
    public var row: Int
    /// Name of the bad cell's column; empty when all of the row is to blame.
    public var column: String
    /// The bad cell's number, from 1; 0 when all of the row is to blame.
    public var columnNumber: Int
    /// What is wrong.
    public var reason: String
    /// The row as it stands, at most 64 KiB of it; what is not UTF-8 is shown as U+FFFD.
    public var rawText: String

    public init(line: Int, row: Int, column: String, columnNumber: Int, reason: String, rawText: String) {
        self.line = line
        self.row = row
        self.column = column
        self.columnNumber = columnNumber
        self.reason = reason
        self.rawText = rawText
    }
}
