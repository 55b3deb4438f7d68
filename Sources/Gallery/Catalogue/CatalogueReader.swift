public import Ground
internal import JSON
internal import Vocabulary

/// Reads a catalogue row by row, however long it is: the file is mapped, and what was read is given back to the system.
///
/// The same file read on from any `position` gives the same rest.
public struct CatalogueReader: Sendable {
    /// Objects whose keys make the header of a catalogue of JSON lines.
    private static let sampledObjectCount = 100
    /// Bytes of a bad row that are kept.
    private static let rawByteCountMax = 64 << 10
    /// Bytes after which read memory is given back.
    private static let releaseByteCount = 64 << 20

    private let file: MappedFile
    public let format: CatalogueFormat
    public let header: CatalogueHeader
    /// Where the next row begins; where to go on after the last row that was answered.
    public private(set) var position: CataloguePosition

    private let scanner: RowScanner
    private var row = ScannedRow()
    /// What the keys of JSON objects hold; nil: ignored.
    private var columnsByKey: [String: CatalogueColumn?] = [:]
    private let attributes: [CatalogueAttribute]
    private var releasedOffset = 0

    /// Begins to read `file` at its first row, or at `start`, a position of an earlier reader of the same file.
    ///
    /// - Parameter mapping: names of columns by what they hold, where the header's names do not tell.
    /// - Parameter attributes: columns that become attributes; keys of JSON lines need not be in every object.
    public init(
        _ file: MappedFile, format: CatalogueFormat, mapping: [CatalogueColumn: String] = [:],
        attributes: [CatalogueAttribute] = [], from start: CataloguePosition? = nil
    ) throws(CatalogueError) {
        self.file = file
        self.format = format
        self.attributes = attributes
        scanner = RowScanner(format: format)
        let bytes = file.bytes
        // The byte order mark that spreadsheets put before UTF-8.
        let hasMark = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
        var position = CataloguePosition(byteOffset: hasMark ? 3 : 0, line: 1, row: 0)
        scanner.skipBlankLines(bytes, &position)
        guard position.byteOffset < bytes.count else { throw .empty }
        if format == .jsonl {
            let names = try Self.sampledKeys(bytes, from: position)
            header = try CatalogueHeader(names: names, mapping: mapping, attributes: attributes)
        } else {
            scanner.scan(bytes, from: position.byteOffset, into: &row)
            if let fault = row.fault { throw .badHeader(fault) }
            var names: [String] = []
            for cell in row.cells {
                let text = Result { () throws(RowFault) in try Self.text(of: cell, in: bytes) }
                switch text {
                case .success(let name): names.append(CellValue.trimmed(name))
                case .failure(let fault): throw .badHeader(fault)
                }
            }
            if let missing = attributes.first(where: { !names.contains($0.name) }) {
                throw .noAttributeColumn(name: missing.name, header: names)
            }
            header = try CatalogueHeader(names: names, mapping: mapping, attributes: attributes)
            position.byteOffset = row.end
            position.line += row.lineCount
            scanner.skipBlankLines(bytes, &position)
            guard position.byteOffset < bytes.count else { throw .headerOnly(header: names) }
        }
        for (name, column) in zip(header.names, header.columns) { columnsByKey[name] = column }
        if let start {
            let isRowStart =
                start.byteOffset >= position.byteOffset && start.byteOffset <= bytes.count && start.line > 0
                && start.row >= 0
                && (start.byteOffset == position.byteOffset || start.byteOffset == bytes.count
                    || bytes[start.byteOffset - 1] == 0x0A || bytes[start.byteOffset - 1] == 0x0D)
            guard isRowStart else { throw .badPosition(byteOffset: start.byteOffset, byteCount: bytes.count) }
            position = start
        }
        self.position = position
        file.expectSequentialReads()
    }

    /// Bytes of the whole file, of which `position.byteOffset` are done.
    public var byteCount: Int { file.byteCount }

    /// The next row, good or bad; nil at the end.
    public mutating func next() -> CatalogueEntry? {
        // Held apart from `self`, which changes while the bytes are borrowed.
        let file = file
        let bytes = file.bytes
        scanner.skipBlankLines(bytes, &position)
        guard position.byteOffset < bytes.count else { return nil }
        scanner.scan(bytes, from: position.byteOffset, into: &row)
        let entry = entry(bytes)
        position.byteOffset = row.end
        position.line += row.lineCount
        position.row += 1
        if position.byteOffset - releasedOffset > Self.releaseByteCount {
            file.releaseMemory(of: releasedOffset..<position.byteOffset)
            releasedOffset = position.byteOffset
        }
        return entry
    }

    /// The bytes `range` of the file, at most 64 KiB of them, as text; what is not UTF-8 becomes U+FFFD.
    public func rawText(of range: Range<Int>) -> String {
        let file = file
        let bytes = file.bytes
        var raw: [UInt8] = []
        for offset in range.prefix(Self.rawByteCountMax) { raw.append(bytes[offset]) }
        return String(decoding: raw, as: UTF8.self)
    }

    private func entry(_ bytes: Span<UInt8>) -> CatalogueEntry {
        if let fault = row.fault { return rejected(columnNumber: row.faultCellNumber, fault) }
        return format == .jsonl ? objectEntry(bytes) : cellEntry(bytes)
    }

    private func cellEntry(_ bytes: Span<UInt8>) -> CatalogueEntry {
        var item = Item()
        var columnNumber = 0
        do throws(RowFault) {
            guard row.cells.count == header.columns.count else {
                throw .wrongCellCount(row.cells.count, expected: header.columns.count)
            }
            for cell in row.cells {
                columnNumber += 1
                let text = try Self.text(of: cell, in: bytes)
                if let attribute = header.attributes[columnNumber - 1] { try item.add(attribute, .string(text)) }
                guard let column = header.columns[columnNumber - 1] else { continue }
                try item.set(column, to: .string(text))
            }
            return .row(
                CatalogueRow(item: item, line: position.line, row: position.row, byteRange: row.range))
        } catch {
            return rejected(columnNumber: columnNumber, error)
        }
    }

    private func objectEntry(_ bytes: Span<UInt8>) -> CatalogueEntry {
        var item = Item()
        var columnNumber = 0
        var name = ""
        do throws(RowFault) {
            for member in try Self.members(of: row.range, in: bytes) {
                columnNumber += 1
                name = member.key
                if let attribute = attributes.first(where: { $0.name == member.key }) {
                    try item.add(attribute, member.value)
                }
                guard let column = column(ofKey: member.key) else { continue }
                try item.set(column, to: member.value)
            }
            columnNumber = 0
            name = "id"
            guard !item.id.isEmpty else { throw .noSuchCell(expected: "the id") }
            return .row(
                CatalogueRow(item: item, line: position.line, row: position.row, byteRange: row.range))
        } catch {
            return rejected(columnNumber: columnNumber, columnName: name, error)
        }
    }

    /// What member `key` holds. A key that the sample did not show counts by its column's own name only, so that
    /// reading from the middle takes the same keys as reading from the start.
    private func column(ofKey key: String) -> CatalogueColumn? {
        if let known = columnsByKey[key] { return known }
        let folded = CatalogueColumn.folded(key)
        return CatalogueColumn.allCases.first { $0.spellings[0] == folded && !header.columns.contains($0) }
    }

    private func rejected(
        columnNumber: Int, columnName: String? = nil, _ fault: RowFault
    ) -> CatalogueEntry {
        let inHeader = columnNumber > 0 && columnNumber <= header.names.count
        return .rejected(
            RejectedRow(
                line: position.line, row: position.row,
                column: columnName ?? (inHeader ? header.names[columnNumber - 1] : ""), columnNumber: columnNumber,
                reason: fault.description, rawText: rawText(of: row.range)))
    }

    /// The keys of the first objects, in the order in which they occur.
    private static func sampledKeys(
        _ bytes: Span<UInt8>, from start: CataloguePosition
    ) throws(CatalogueError) -> [String] {
        let scanner = RowScanner(format: .jsonl)
        var position = start
        var row = ScannedRow()
        var keys: [String] = []
        var firstFault: RowFault?
        for _ in 0..<sampledObjectCount where position.byteOffset < bytes.count {
            scanner.scan(bytes, from: position.byteOffset, into: &row)
            position.byteOffset = row.end
            scanner.skipBlankLines(bytes, &position)
            do throws(RowFault) {
                if let fault = row.fault { throw fault }
                for member in try members(of: row.range, in: bytes) where !keys.contains(member.key) {
                    keys.append(member.key)
                }
            } catch {
                firstFault = firstFault ?? error
            }
        }
        if keys.isEmpty, let firstFault { throw .badHeader(firstFault) }
        return keys
    }

    private static func members(
        of range: Range<Int>, in bytes: Span<UInt8>
    ) throws(RowFault) -> [JSONMember] {
        let text = try text(of: ScannedRow.Cell(range: range), in: bytes)
        let limits = JSONLimits(byteCountMax: Limits.catalogueRowByteCountMax, depthMax: 16)
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue(parsing: text, limits: limits)
        } catch {
            throw .badJSON(error)
        }
        guard case .object(let members) = value else { throw .wrongKind(value.kindName, expected: "an object") }
        return members
    }

    private static func text(of cell: ScannedRow.Cell, in bytes: Span<UInt8>) throws(RowFault) -> String {
        let content = bytes.extracting(cell.range)
        for offset in 0..<content.count where content[offset] == 0 {
            throw .holdsNull(byteOffset: cell.range.lowerBound + offset)
        }
        let text: String
        do throws(UTF8.ValidationError) {
            text = String(copying: try UTF8Span(validating: content))
        } catch {
            throw .notUTF8(byteOffset: cell.range.lowerBound + error.byteOffsets.lowerBound)
        }
        guard cell.hasDoubledQuotes else { return text }
        var single: [UInt8] = []
        var afterQuote = false
        for byte in text.utf8 {
            afterQuote = byte == UInt8(ascii: "\"") && !afterQuote
            if byte != UInt8(ascii: "\"") || afterQuote { single.append(byte) }
        }
        return String(decoding: single, as: UTF8.self)
    }
}

extension RowScanner {
    /// Steps over lines that hold nothing, in JSON lines also over those that hold white space only.
    func skipBlankLines(_ bytes: Span<UInt8>, _ position: inout CataloguePosition) {
        var offset = position.byteOffset
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x0A: position.line += 1
            case 0x0D:
                let endsLine = offset + 1 == bytes.count || bytes[offset + 1] == 0x0A
                // A carriage return alone ends a line where a quoted form is read, and nowhere else.
                guard endsLine || format == .csv || format == .tsvQuoted || format == .jsonl else { return }
                if !endsLine, format != .jsonl { position.line += 1 }
            case 0x20, 0x09:
                guard format == .jsonl else { return }
                var end = offset
                while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 || bytes[end] == 0x0D { end += 1 }
                guard end == bytes.count || bytes[end] == 0x0A else { return }
                offset = end
                continue
            default: return
            }
            offset += 1
            position.byteOffset = offset
        }
        position.byteOffset = offset
    }
}

extension Item {
    /// Gives the item the attribute in a cell, if it is not empty.
    fileprivate mutating func add(_ attribute: CatalogueAttribute, _ cell: JSONValue) throws(RowFault) {
        guard let value = try CellValue.attribute(cell, attribute.kind) else { return }
        attributes.append(Attribute(name: attribute.name, value: value))
    }

    /// Puts what a cell holds where it belongs.
    fileprivate mutating func set(_ column: CatalogueColumn, to value: JSONValue) throws(RowFault) {
        switch column {
        case .id: id = try CellValue.id(value)
        case .url: url = try CellValue.text(value, byteCountMax: Limits.urlByteCountMax)
        case .description: description = try CellValue.text(value, byteCountMax: Limits.textByteCountMax)
        case .authorId: authorId = try CellValue.text(value, byteCountMax: Limits.attributeByteCountMax)
        case .authorName: authorName = try CellValue.text(value, byteCountMax: Limits.attributeByteCountMax)
        case .similarIds:
            similarIds = try CellValue.list(
                value, countMax: Limits.similarCountMax, elementByteCountMax: Limits.idByteCountMax)
        case .tags:
            tags = try CellValue.list(
                value, countMax: Limits.tagCountMax, elementByteCountMax: Limits.tagByteCountMax)
        case .detections: detections = try CellValue.detections(value)
        }
    }
}
