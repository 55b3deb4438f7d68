internal import Ground

/// The lines of a text file that are not blank.
enum TextLines {
    private static let byteCountMax = 64 << 20
    private static let lineCountMax = 100_000

    /// - Parameter countMax: texts that there may be.
    static func read(_ path: String, countMax: Int = lineCountMax) throws(ToolError) -> [String] {
        let file: MappedFile
        do throws(MappedFileError) {
            file = try MappedFile(path: path)
        } catch {
            throw ToolError(description: "\(error)")
        }
        let bytes = file.bytes
        guard bytes.count <= byteCountMax else {
            throw ToolError(description: "\(path) has more than \(Figures.byteCount(UInt64(byteCountMax)))")
        }
        var lines: [String] = []
        var line: [UInt8] = []
        func end() throws(ToolError) {
            defer { line = [] }
            guard let text = String(validating: line, as: UTF8.self) else {
                throw ToolError(description: "\(path): a line that is not UTF-8")
            }
            if !text.allSatisfy(\.isWhitespace) { lines.append(text) }
        }
        for offset in 0..<bytes.count {
            switch bytes[offset] {
            case UInt8(ascii: "\n"): try end()
            case UInt8(ascii: "\r"): continue
            case let byte: line.append(byte)
            }
        }
        try end()
        guard !lines.isEmpty else { throw ToolError(description: "\(path) has no line with a text") }
        guard lines.count <= countMax else {
            throw ToolError(description: "\(path) has more than \(Figures.count(countMax)) texts")
        }
        return lines
    }
}
