internal import ArgumentParser

/// `tessera load compare`: several runs side by side.
struct LoadCompareVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Shows reports of several runs together.",
        discussion: """
            Reports are what tessera load --log wrote.

              tessera load compare before.json after.json --html both.html
            """)

    @Argument(help: "Reports of tessera load --log; at least one.", completion: .file())
    var files: [String]
    @Option(help: "Write a page with plots to this file.", completion: .file())
    var html: String?

    func run() throws {
        var reports: [LoadReport] = []
        for path in files { reports.append(try LoadReport(path: path)) }
        // Runs of one name are told apart by their files.
        if Set(reports.map(\.name)).count < reports.count {
            for (place, path) in files.enumerated() { reports[place].name += " (\(path))" }
        }
        if let html { try FileWriter.write(LoadPage(reports: reports).html, to: html) }
        let columnCount = Terminal.outputIsTerminal ? Terminal.columnCount : nil
        Output.write(reports.map { $0.text(columnCount: columnCount) }.joined(separator: "\n"))
        if let html { Output.write("\(html) has the plots") }
    }
}
