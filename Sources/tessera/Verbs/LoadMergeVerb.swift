internal import ArgumentParser
internal import JSON

/// `tessera load merge`: one load that several machines made, as one report.
struct LoadMergeVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Adds up reports of one load that several machines made together.",
        discussion: """
            Reports are what tessera load --log wrote on each machine. Calls, histograms, errors and recall are added \
            up second by second; percentiles are those of all calls together. The steps of all must be the same and \
            must have run at the same time, by the machines' clocks: --start-at begins them together. Runs that were \
            not at the same time are shown side by side by tessera load compare.

              at=$(($(date +%s) + 60))
              load="tessera load stock --rate 2000 --start-at $at"
              ssh one "$load --seed 1 --log one.json" &
              ssh two "$load --seed 2 --log two.json"; wait
              tessera load merge one.json two.json --html both.html
            """)

    @Argument(help: "Reports of tessera load --log; at least two.", completion: .file())
    var files: [String]
    @Option(help: "Write a page with plots to this file.", completion: .file())
    var html: String?
    @Option(help: "Write all counts to this file.", completion: .file())
    var log: String?
    @Option(help: "What the report calls this run. (default: as its parts)")
    var name: String?
    @Flag(help: "Answer as JSON, one document on standard output.")
    var json = false

    func validate() throws {
        guard files.count > 1 else { throw ValidationError("one report alone is nothing to add up") }
        guard Set(files).count == files.count else { throw ValidationError("a report is named twice") }
    }

    func run() throws {
        var parts: [LoadReport.Part] = []
        for path in files { parts.append(LoadReport.Part(path: path, report: try LoadReport(path: path))) }
        var report = try LoadReport(merging: parts)
        if let name { report.name = name }
        try report.write(log: log, html: html, isJSON: json)
    }
}
