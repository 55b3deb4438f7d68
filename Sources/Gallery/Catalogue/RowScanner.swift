internal import Vocabulary

/// Finds rows and their cells. It looks at bytes only: the marks it looks for are ASCII, which never stands inside a
/// character of UTF-8.
struct RowScanner {
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let quote = UInt8(ascii: "\"")
    private static let tab = UInt8(ascii: "\t")

    var format: CatalogueFormat
    var byteCountMax = Limits.catalogueRowByteCountMax

    /// Puts the row that begins at `start` into `row`; `row.end` is larger than `start` afterwards.
    func scan(_ bytes: Span<UInt8>, from start: Int, into row: inout ScannedRow) {
        row.cells.removeAll(keepingCapacity: true)
        row.fault = nil
        row.faultCellNumber = 0
        switch format {
        case .csv: scanQuoted(bytes, from: start, separator: UInt8(ascii: ","), into: &row)
        case .tsvQuoted: scanQuoted(bytes, from: start, separator: Self.tab, into: &row)
        case .tsv:
            scanLine(bytes, from: start, into: &row)
            if row.fault == nil { splitAtTabs(bytes, into: &row) }
        case .jsonl: scanLine(bytes, from: start, into: &row)
        }
    }

    /// Takes the line at `start` as the row.
    private func scanLine(_ bytes: Span<UInt8>, from start: Int, into row: inout ScannedRow) {
        var end = start
        while end < bytes.count, bytes[end] != Self.lineFeed { end += 1 }
        row.end = min(end + 1, bytes.count)
        row.lineCount = 1
        if end < bytes.count, end > start, bytes[end - 1] == Self.carriageReturn { end -= 1 }
        row.range = start..<end
        if row.range.count > byteCountMax { row.fault = .rowTooLong(byteCountMax: byteCountMax) }
    }

    private func splitAtTabs(_ bytes: Span<UInt8>, into row: inout ScannedRow) {
        var start = row.range.lowerBound
        while true {
            var end = start
            if let quoted = quotedCell(bytes, from: start, to: row.range.upperBound) {
                row.cells.append(quoted.cell)
                end = quoted.end
            } else {
                while end < row.range.upperBound, bytes[end] != Self.tab { end += 1 }
                row.cells.append(ScannedRow.Cell(range: start..<end))
            }
            guard end < row.range.upperBound else { return }
            start = end + 1
        }
    }

    /// The cell at `start` if it is quoted in full: its closing quote stands before a tab or `limit`.
    private func quotedCell(
        _ bytes: Span<UInt8>, from start: Int, to limit: Int
    ) -> (cell: ScannedRow.Cell, end: Int)? {
        guard start < limit, bytes[start] == Self.quote else { return nil }
        var hasDoubledQuotes = false
        var end = start + 1
        while end < limit {
            if bytes[end] != Self.quote {
                // No quoted cell of one line holds a tab that a plain cell could end at, so that a lone quote at the
                // start of a plain cell cannot swallow its neighbours.
                if bytes[end] == Self.tab { return nil }
                end += 1
            } else if end + 1 < limit, bytes[end + 1] == Self.quote {
                hasDoubledQuotes = true
                end += 2
            } else {
                guard end + 1 == limit || bytes[end + 1] == Self.tab else { return nil }
                return (ScannedRow.Cell(range: start + 1..<end, hasDoubledQuotes: hasDoubledQuotes), end + 1)
            }
        }
        return nil
    }

    /// Takes a row of RFC 4180. Where a quote is out of place the row is malformed, but ends where Python's `csv` ends
    /// it; where a quote is never closed, it ends with its first line, so that one bad row does not swallow the rest.
    private func scanQuoted(
        _ bytes: Span<UInt8>, from start: Int, separator: UInt8, into row: inout ScannedRow
    ) {
        let limit = min(bytes.count, start + byteCountMax + 1)
        var lineCount = 1
        var position = start
        while true {
            let cellStart = position
            var cell = ScannedRow.Cell(range: start..<start)
            if position < limit, bytes[position] == Self.quote {
                position += 1
                while position < limit {
                    let byte = bytes[position]
                    if byte == Self.quote {
                        guard position + 1 < bytes.count, bytes[position + 1] == Self.quote else { break }
                        cell.hasDoubledQuotes = true
                        position += 1
                    } else if byte == Self.lineFeed || byte == Self.carriageReturn && !isLineFeed(bytes, position + 1) {
                        lineCount += 1
                    }
                    position += 1
                }
                guard position < limit else {
                    let fault: RowFault =
                        limit == bytes.count
                        ? .unclosedQuote(byteOffset: cellStart) : .rowTooLong(byteCountMax: byteCountMax)
                    return takeFirstLine(bytes, from: start, fault: fault, into: &row)
                }
                cell.range = cellStart + 1..<position
                position += 1
                if position < limit, bytes[position] != separator, !isLineEnd(bytes[position]), row.fault == nil {
                    row.fault = .textAfterQuote(byteOffset: position)
                    row.faultCellNumber = row.cells.count + 1
                }
                while position < limit, bytes[position] != separator, !isLineEnd(bytes[position]) { position += 1 }
            } else {
                while position < limit, bytes[position] != separator, !isLineEnd(bytes[position]) { position += 1 }
                cell.range = cellStart..<position
            }
            row.cells.append(cell)
            if position == limit, limit < bytes.count {
                return takeFirstLine(
                    bytes, from: start, fault: .rowTooLong(byteCountMax: byteCountMax), into: &row)
            }
            guard position < limit, bytes[position] == separator else { break }
            position += 1
        }
        row.range = start..<position
        if position < bytes.count {
            position += bytes[position] != Self.lineFeed && isLineFeed(bytes, position + 1) ? 2 : 1
        }
        row.end = position
        row.lineCount = lineCount
    }

    private func takeFirstLine(
        _ bytes: Span<UInt8>, from start: Int, fault: RowFault, into row: inout ScannedRow
    ) {
        var end = start
        while end < bytes.count, !isLineEnd(bytes[end]) { end += 1 }
        row.range = start..<end
        if end < bytes.count { end += bytes[end] != Self.lineFeed && isLineFeed(bytes, end + 1) ? 2 : 1 }
        row.end = end
        row.lineCount = 1
        row.cells.removeAll(keepingCapacity: true)
        row.fault = fault
    }

    private func isLineEnd(_ byte: UInt8) -> Bool {
        byte == Self.lineFeed || byte == Self.carriageReturn
    }

    private func isLineFeed(_ bytes: Span<UInt8>, _ position: Int) -> Bool {
        position < bytes.count && bytes[position] == Self.lineFeed
    }
}
