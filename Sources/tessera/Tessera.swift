internal import ArgumentParser
internal import Glibc

/// The program: picks the verb and runs it.
@main
struct Tessera: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tessera",
        abstract: "Finds the picture that should guide a generation.",
        discussion: """
            Talks to a Tessera daemon, by default the one on this machine. A gallery is made, a catalogue imported, \
            then scenes are answered:

              tessera gallery create drawings
              tessera import drawings catalogue.tsv
              tessera find drawings --role-a 'an old wizard' --action 'reading a book'

            Each verb has examples of its own: tessera help find

            Exit codes: 0 done, 1 an error, 2 wrong usage, 3 done but some rows were rejected, 4 not found, \
            5 the daemon cannot be reached, 130 broken off by Ctrl-C.
            """,
        version: "0.1.0",
        subcommands: [
            GalleryVerb.self, ImportVerb.self, TrainVerb.self, PlanVerb.self, EvaluateVerb.self, LoadVerb.self,
            FindVerb.self, GetVerb.self, DeleteVerb.self,
            StatusVerb.self,
            OperationVerb.self, PingVerb.self,
        ])

    @OptionGroup var connection: ConnectionOptions

    static func main() async {
        // A reader that went away, `head` say, ends the program through a failed write and not through a signal.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            Ending.end(with: error)
        }
    }
}
