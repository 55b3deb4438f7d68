/// How the rows of a catalogue are written.
public enum CatalogueFormat: String, Sendable, CaseIterable {
    /// Cells between tabs, a row a line. A cell that begins with `"` and has its closing `"` before a tab or the end of
    /// the same line is quoted, as spreadsheets write it; any other cell is taken as it stands.
    case tsv
    /// RFC 4180 with commas: quoted cells may hold line breaks, and a doubled quote stands for one.
    case csv
    /// RFC 4180 with tabs in place of commas, as Python's `excel-tab` and pandas write it.
    case tsvQuoted = "tsv-quoted"
    /// One JSON object a line.
    case jsonl

    /// The format that the end of a file's name tells: `.tsv`, `.tab`, `.csv`, `.jsonl`, `.ndjson`; nil for others.
    public init?(fileName: String) {
        switch fileName.split(separator: ".").last?.lowercased() {
        case "tsv", "tab": self = .tsv
        case "csv": self = .csv
        case "jsonl", "ndjson": self = .jsonl
        default: return nil
        }
    }
}
