internal import ArgumentParser
internal import Calling
internal import Gallery
internal import Ground
internal import JSON
internal import Vocabulary
internal import Wire

/// `tessera import`: a catalogue's rows become items.
struct ImportVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Writes the rows of a catalogue into a gallery.",
        discussion: """
            The catalogue is TSV, CSV or JSON lines with the columns id, url, description, author_id, author_name, \
            similar_ids, tags, detections; only id must be there. Common spellings are understood ("Image ID", \
            "keywords"); others are named: --column tags=subjects. What is not understood is listed and ignored.

              tessera import drawings catalogue.tsv
              tessera import stock dump.csv --column id=photo_id --column tags=labels
              tessera import stock rows.txt --format jsonl --rejects bad.tsv
              tessera import vectors ids.csv --vectors description=d.npy
              tessera import photos list.csv --attribute year --attribute code:text

            Formats: \(CatalogueFormat.allCases.map(\.rawValue).joined(separator: ", ")). In tsv a cell is quoted only \
            if its closing quote ends the cell on the same line; tsv-quoted is CSV with tabs, as pandas writes it.

            A list cell holds a JSON list, a list as Python writes it, or plain words split at the first of | ; , that \
            occurs in it. Detections are a list of labels or of objects {"label", "score", "box"}; box is left, top, \
            right, bottom as shares of 0...1.

            --attribute keeps a column as a typed attribute of its name, for `tessera find --where`. Without a kind \
            each value is what it looks like: a number, true or false, or a text; an empty cell gives none.

            A bad row goes to the rejects file with its line, column and reason while the rest goes on; the exit code \
            is then 3. The last row of an id wins. Broken off by Ctrl-C, an error or a crash, the same command goes on \
            where the daemon's last acknowledged batch ended; --restart begins anew.
            """)

    @OptionGroup var connection: ConnectionOptions
    @Argument(help: "Name or alias of the gallery.")
    var gallery: String
    @Argument(help: "The catalogue.", completion: .file())
    var file: String
    @Option(help: "How the rows are written; told by the file's name if absent.")
    var format: CatalogueFormat?
    @Option(help: ArgumentHelp("Which column of the catalogue holds what.", valueName: "what=name"))
    var column: [String] = []
    @Option(
        help: ArgumentHelp(
            "A column that becomes an attribute to filter by; may be repeated.",
            valueName: "name[:text|integer|real|flag]"))
    var attribute: [String] = []
    @Option(help: ArgumentHelp("Ready vectors: row i of the .npy file belongs to data row i.", valueName: "field=file"))
    var vectors: [String] = []
    @Option(help: "Items of one call, 1...10000.")
    var batch = 256
    @Option(help: "Calls under way at once, 1...64.")
    var inFlight = 4
    @Option(help: "Where rejected rows go. (default: FILE.rejects.tsv)")
    var rejects: String?
    @Option(help: "Stop after this many rows.")
    var limit: Int?
    @Flag(help: "Begin at the first row even if an import of this file can go on.")
    var restart = false
    @Option(help: "Seconds to wait for a daemon, or a shard, that is away before giving up.")
    var retrySeconds = 60.0

    func validate() throws {
        guard (1...Limits.batchItemCountMax).contains(batch) else {
            throw ValidationError("--batch: \(batch) is not between 1 and \(Limits.batchItemCountMax)")
        }
        guard (1...64).contains(inFlight) else {
            throw ValidationError("--in-flight: \(inFlight) is not between 1 and 64")
        }
        if let limit, limit < 1 { throw ValidationError("--limit: \(limit) is less than 1") }
        guard retrySeconds >= 0 else { throw ValidationError("--retry-seconds: \(retrySeconds) is negative") }
        if format == nil, CatalogueFormat(fileName: file) == nil {
            throw ValidationError(
                "the name '\(file)' does not tell its format; say --format "
                    + CatalogueFormat.allCases.map(\.rawValue).joined(separator: "|"))
        }
        _ = try mapping()
        _ = try attributes()
        _ = try vectorPaths()
    }

    /// What `--column` says.
    func attributes() throws(ValidationError) -> [CatalogueAttribute] {
        var attributes: [CatalogueAttribute] = []
        for text in attribute {
            var found = CatalogueAttribute(name: text)
            if let colon = text.lastIndex(of: ":"),
                let kind = CatalogueAttribute.Kind(rawValue: String(text[text.index(after: colon)...]))
            {
                found = CatalogueAttribute(name: String(text[..<colon]), kind: kind)
            }
            guard !found.name.isEmpty else { throw ValidationError("--attribute: '\(text)' names no column") }
            guard found.name.utf8.count <= Limits.attributeNameByteCountMax else {
                throw ValidationError(
                    "--attribute: a name has at most \(Limits.attributeNameByteCountMax) bytes: '\(found.name)'")
            }
            guard !attributes.contains(where: { $0.name == found.name }) else {
                throw ValidationError("--attribute: '\(found.name)' is given twice")
            }
            attributes.append(found)
        }
        guard attributes.count <= Limits.attributeCountMax else {
            throw ValidationError("--attribute: at most \(Limits.attributeCountMax)")
        }
        return attributes
    }

    func mapping() throws(ValidationError) -> [CatalogueColumn: String] {
        var mapping: [CatalogueColumn: String] = [:]
        for text in column {
            let (name, value) = try Self.pair(text, option: "--column", form: "WHAT=NAME")
            let known = CatalogueColumn.allCases.map(\.rawValue)
            guard let column = CatalogueColumn(rawValue: name) else {
                let hint = NearestName.of(name, among: known).map { "; did you mean '\($0)'?" } ?? ""
                throw ValidationError("--column: '\(name)' is none of \(known.joined(separator: ", "))\(hint)")
            }
            guard mapping.updateValue(value, forKey: column) == nil else {
                throw ValidationError("--column: '\(name)' is given twice")
            }
        }
        return mapping
    }

    /// What `--vectors` says.
    func vectorPaths() throws(ValidationError) -> [(field: String, path: String)] {
        var paths: [(field: String, path: String)] = []
        for text in vectors {
            let (field, path) = try Self.pair(text, option: "--vectors", form: "FIELD=FILE.npy")
            guard !paths.contains(where: { $0.field == field }) else {
                throw ValidationError("--vectors: field '\(field)' is given twice")
            }
            paths.append((field, path))
        }
        return paths
    }

    private static func pair(
        _ text: String, option: String, form: String
    ) throws(ValidationError) -> (String, String) {
        guard let sign = text.firstIndex(of: "="), sign != text.startIndex, text.index(after: sign) != text.endIndex
        else { throw ValidationError("\(option): '\(text)' does not have the form \(form)") }
        return (String(text[..<sign]), String(text[text.index(after: sign)...]))
    }

    func run() async throws {
        let file = try Self.map(self.file)
        let format = format ?? CatalogueFormat(fileName: self.file)!
        let mapping = try mapping()
        let attributes = try attributes()
        let paths = try vectorPaths()
        // Everything that can be wrong with the files is said before the daemon hears of the import.
        var reader: CatalogueReader
        do throws(CatalogueError) {
            reader = try CatalogueReader(file, format: format, mapping: mapping, attributes: attributes)
        } catch {
            throw ToolError(description: "\(self.file): \(error)")
        }
        let arrays = try Self.arrays(paths)

        let caller = try connection.caller(timeoutSeconds: 300)
        try await checkFields(arrays, caller)
        let source = ImportSource.name(
            path: self.file, file: file, format: format, mapping: mapping, attributes: attributes,
            vectorPaths: paths)
        let operation: Operation = try await caller.call(
            .beginImport, BeginImportRequest(gallery: gallery, source: source, restart: restart),
            retrySeconds: retrySeconds, waiting: sayWaiting)

        var start = ImportResumePoint(position: reader.position)
        if !operation.resumePoint.isEmpty {
            guard let point = ImportResumePoint(bytes: operation.resumePoint) else {
                throw ToolError(
                    description: "the daemon holds a place to go on at that this version does not know; say --restart")
            }
            start = point
            do throws(CatalogueError) {
                reader = try CatalogueReader(
                    file, format: format, mapping: mapping, attributes: attributes, from: point.position)
            } catch {
                throw ToolError(description: "\(self.file): \(error)")
            }
            let row = Figures.count(point.position.row), line = Figures.count(point.position.line - 1)
            Output.writeError("going on after row \(row), line \(line)")
        }
        if !reader.header.ignoredNames.isEmpty {
            let names = reader.header.ignoredNames.prefix(20).map { "'\($0)'" }.joined(separator: ", ")
            let more = reader.header.ignoredNames.count > 20 ? ", …" : ""
            Output.writeError("ignored columns: " + TerminalText.printable(names + more))
        }
        var rejectsFile = RejectsFile(path: rejects ?? self.file + ".rejects.tsv")
        start.rejectsByteCount = try rejectsFile.begin(byteCount: start.rejectsByteCount)

        Interrupt.watch()
        let batches = BatchReader(
            reader, vectors: arrays, itemCountMax: batch, rowCountMax: limit ?? .max)
        let rejectsPath = rejectsFile.path
        var run = ImportRun(
            caller: caller, gallery: gallery, operation: operation, inFlightCountMax: inFlight,
            retrySeconds: retrySeconds, batches: batches, start: start, rejects: rejectsFile)
        let report: ImportRun.Report
        do {
            report = try await run.run()
        } catch {
            Output.writeError("broken off; what was acknowledged stays, and the same command goes on")
            throw error
        }
        show(report, rejectsPath: rejectsPath)
        if report.wasInterrupted { throw ExitCode(Ending.interrupted) }
        if report.point.rejectedCount > 0 { throw ExitCode(Ending.rejectedRows) }
    }

    private static func map(_ path: String) throws(ToolError) -> MappedFile {
        do throws(MappedFileError) {
            return try MappedFile(path: path)
        } catch {
            throw ToolError(description: "\(error)")
        }
    }

    private static func arrays(
        _ paths: [(field: String, path: String)]
    ) throws(ToolError) -> [(field: String, array: NumpyArray)] {
        var arrays: [(field: String, array: NumpyArray)] = []
        for (field, path) in paths {
            let file = try map(path)
            do throws(NumpyError) {
                arrays.append((field, try NumpyArray(file)))
            } catch {
                throw ToolError(description: "\(path): \(error)")
            }
        }
        return arrays
    }

    /// Says what the import waits for.
    private func sayWaiting(_ failure: CallFailure) {
        let seconds = Figures.fixed(retrySeconds, digitCount: 0)
        Output.writeError(TerminalText.printable("waiting, for \(seconds) s at most: \(Ending.line(for: failure))"))
    }

    /// Refuses vectors for a field that is not there or has another dimension, before the first row is read.
    private func checkFields(_ arrays: [(field: String, array: NumpyArray)], _ caller: Caller) async throws {
        let described: DescribeGalleryResponse = try await caller.call(
            .describeGallery, DescribeGalleryRequest(gallery: gallery), retrySeconds: retrySeconds,
            waiting: sayWaiting)
        let specs = described.spec?.fields ?? []
        if arrays.isEmpty, !connection.json, specs.allSatisfy({ $0.encoder.isEmpty || $0.template.isEmpty }) {
            Output.writeError(
                "warning: no field of '\(gallery)' makes vectors of texts, so no search will find these items; "
                    + "give vectors with --vectors FIELD=FILE.npy")
        }
        for (field, array) in arrays {
            guard let spec = specs.first(where: { $0.name == field }) else {
                throw ToolError(
                    description: "gallery '\(gallery)' has no field '\(field)'; it has "
                        + specs.map(\.name).joined(separator: ", "))
            }
            guard Int(spec.dimension) == array.dimension else {
                throw ToolError(
                    description: "field '\(field)' has \(spec.dimension) dimensions; its file has \(array.dimension)")
            }
        }
    }

    private func show(_ report: ImportRun.Report, rejectsPath: String) {
        let point = report.point
        let seconds = Double(report.microseconds) / 1e6
        let rate = seconds > 0 ? Double(report.rowCount) / seconds : 0
        if connection.json {
            Output.write([
                "operation": JSONValue(report.operation), "rows": .integer(Int64(point.position.row)),
                "rows_this_run": .integer(Int64(report.rowCount)), "rejected": .integer(Int64(point.rejectedCount)),
                "rejects_file": point.rejectedCount > 0 ? .string(rejectsPath) : .null,
                "duplicates": .integer(Int64(point.duplicateCount)),
                "duplicates_exact": .bool(report.countsAllDuplicates),
                "texts_encoded": .integer(Int64(clamping: report.encodedCount)),
                "texts_truncated": .integer(Int64(clamping: report.truncatedCount)),
                "seconds": .real(seconds), "complete": .bool(!report.wasInterrupted),
            ])
            return
        }
        if report.wasInterrupted {
            Output.write(
                "stopped after row \(Figures.count(point.position.row)); the same command goes on after row "
                    + "\(Figures.count(report.resumeRow)), and writing rows twice does no harm")
        } else {
            let now = report.rowCount == point.position.row ? "" : ", \(Figures.count(report.rowCount)) of them now,"
            Output.write(
                "\(Figures.rows(point.position.row)) done\(now) in \(Figures.fixed(seconds, digitCount: 1)) s "
                    + "(\(Figures.count(Int(rate))) rows/s)")
        }
        if report.encodedCount > 0 {
            let cut =
                report.truncatedCount > 0 ? ", \(Figures.count(report.truncatedCount)) cut at the token limit" : ""
            Output.write("\(Figures.texts(report.encodedCount)) encoded\(cut)")
        }
        if point.duplicateCount > 0 {
            let least = report.countsAllDuplicates ? "" : " or more"
            Output.write(
                "\(Figures.rows(point.duplicateCount))\(least) had an id that came before; the last row of an id counts"
            )
        }
        if point.rejectedCount > 0 {
            Output.write(
                "\(Figures.rows(point.rejectedCount)) rejected; why is told in \(rejectsPath)")
        }
    }
}
