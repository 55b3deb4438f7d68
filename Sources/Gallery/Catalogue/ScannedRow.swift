/// Where one row of a catalogue and its cells are. One value is used again for each row.
struct ScannedRow {
    /// One cell.
    struct Cell {
        /// Its bytes, without the quotes around it.
        var range: Range<Int>
        /// A doubled quote in it stands for one.
        var hasDoubledQuotes = false
    }

    /// The row's bytes without the line break that ends it.
    var range = 0..<0
    /// Where the next row begins.
    var end = 0
    /// Lines that it takes.
    var lineCount = 0
    /// Its cells; empty for JSON lines and where the row is malformed.
    var cells: [Cell] = []
    /// What is malformed, if anything.
    var fault: RowFault?
    /// The cell that is malformed, from 1; 0: all of the row.
    var faultCellNumber = 0
}
