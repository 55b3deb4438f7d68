internal import Gallery
internal import Glibc

/// The rows that could not be imported: tab-separated, a header, then line, column, reason and the row as it stood.
/// Cells with tabs, quotes or line breaks are quoted as in CSV, which spreadsheets and Python's `excel-tab` read.
struct RejectsFile: ~Copyable {
    static let header = "line\tcolumn\treason\trow\n"

    let path: String
    private var file: Int32 = -1

    init(path: String) {
        self.path = path
    }

    deinit {
        if file >= 0 { close(file) }
    }

    /// One row as a line of the file.
    static func line(_ row: RejectedRow) -> String {
        let column = row.column.isEmpty && row.columnNumber > 0 ? "\(row.columnNumber)" : row.column
        return [String(row.line), column, row.reason, row.rawText].map(quoted).joined(separator: "\t") + "\n"
    }

    private static func quoted(_ cell: String) -> String {
        let mustQuote = cell.utf8.contains { $0 == 0x09 || $0 == 0x0A || $0 == 0x0D || $0 == 0x22 }
        guard mustQuote else { return cell }
        return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    /// Makes the file end where `byteCount` bytes of rows end; 0: begins anew, with no file until a row comes.
    ///
    /// - Returns: bytes of rows that the file holds, fewer than asked for when it is gone or shorter.
    /// - Throws: when what lies there is no file of rejects, which is left as it is.
    mutating func begin(byteCount: Int) throws(ToolError) -> Int {
        let existing = unsafe Glibc.open(path, O_RDWR | O_CLOEXEC)
        guard existing >= 0 else {
            if errno == ENOENT { return 0 }
            throw failure("cannot be opened")
        }
        var start = [UInt8](repeating: 0, count: Self.header.utf8.count)
        let count = unsafe start.withUnsafeMutableBytes { unsafe pread(existing, $0.baseAddress, $0.count, 0) }
        let end = lseek(existing, 0, SEEK_END)
        guard end == 0 || (count == start.count && start == Array(Self.header.utf8)) else {
            close(existing)
            throw ToolError(
                description: "\(path) exists and is no file of rejected rows; name another with --rejects")
        }
        if byteCount == 0 || end < start.count + byteCount {
            close(existing)
            guard unsafe unlink(path) == 0 else { throw failure("cannot be replaced") }
            return 0
        }
        guard ftruncate(existing, start.count + byteCount) == 0 else {
            close(existing)
            throw failure("cannot be cut to where the import goes on")
        }
        lseek(existing, 0, SEEK_END)
        file = existing
        return byteCount
    }

    /// Adds `rows` at the end.
    mutating func append(_ rows: [RejectedRow]) throws(ToolError) {
        guard !rows.isEmpty else { return }
        if file < 0 {
            file = unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
            guard file >= 0 else { throw failure("cannot be made") }
            try write(Self.header)
        }
        try write(rows.map(Self.line).joined())
    }

    private func write(_ text: String) throws(ToolError) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
            guard count > 0 else {
                if count < 0, errno == EINTR { continue }
                throw failure("cannot be written")
            }
            rest = rest.dropFirst(count)
        }
    }

    private func failure(_ what: String) -> ToolError {
        let reason = unsafe String(cString: strerror(errno))
        return ToolError(description: "the file of rejected rows, \(path), \(what): \(reason)")
    }
}
