internal import ArgumentParser

/// `tessera load …`: a daemon under load, measured.
struct LoadVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "Puts a daemon under load and measures it as its callers see it.",
        discussion: """
              tessera load stock --rate 500
              tessera load stock --rate 70% --html load.html
              tessera load stock --ramp --goal p99=10ms
              tessera load compare before.json after.json --html both.html
              tessera load merge one.json two.json --html together.html

            tessera help load run tells all.
            """,
        subcommands: [LoadRunVerb.self, LoadCompareVerb.self, LoadMergeVerb.self], defaultSubcommand: LoadRunVerb.self)
}
