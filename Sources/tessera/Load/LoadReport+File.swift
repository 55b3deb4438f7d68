internal import Ground
internal import JSON

extension LoadReport {
    private static let byteCountMax = 512 << 20

    /// Reads what `tessera load --log` wrote.
    init(path: String) throws {
        let file: MappedFile
        do throws(MappedFileError) {
            file = try MappedFile(path: path)
        } catch {
            throw ToolError(description: "\(error)")
        }
        guard file.bytes.count <= Self.byteCountMax else {
            throw ToolError(description: "\(path) has more than \(Figures.byteCount(UInt64(Self.byteCountMax)))")
        }
        do {
            var limits = JSONLimits()
            limits.byteCountMax = Self.byteCountMax
            let bytes = file.bytes
            var copy: [UInt8] = []
            copy.reserveCapacity(bytes.count)
            for offset in 0..<bytes.count { copy.append(bytes[offset]) }
            try self.init(JSONValue(parsing: copy, limits: limits))
        } catch {
            throw ToolError(description: "\(path): \(error)")
        }
    }

    /// Tells people or a program what there is, and writes what files were asked for.
    ///
    /// - Throws: what keeps a file from being written, once all else is done.
    func write(log: String?, html: String?, isJSON: Bool) throws(ToolError) {
        if isJSON {
            Output.write(json)
        } else {
            Output.write(text(columnCount: Terminal.outputIsTerminal ? Terminal.columnCount : nil))
        }
        var problem: ToolError?
        func put(_ text: String, at path: String) -> Bool {
            do throws(ToolError) {
                try FileWriter.write(text, to: path)
                return true
            } catch {
                problem = problem ?? error
                return false
            }
        }
        if let log { _ = put(json.text + "\n", at: log) }
        if let html, put(LoadPage(reports: [self]).html, at: html), !isJSON { Output.write("\(html) has the plots") }
        if let problem { throw problem }
    }
}
