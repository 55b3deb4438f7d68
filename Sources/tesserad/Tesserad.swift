import ArgumentParser
import Encoding
import Foundation

/// The daemon.
@main
struct Tesserad: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tesserad",
        abstract: "Serves galleries: stores them, searches them, finds guides for scenes.",
        discussion: """
            Reads one YAML file. Each single value can also be given by an environment variable, named by its path in \
            capitals: TESSERA_DATA, TESSERA_LOG_LEVEL, TESSERA_THREADS_WORKERS, TESSERA_LISTEN (separated by commas). \
            deploy/tesserad.yaml explains every key.

            Without --config the defaults hold: it listens on tcp://127.0.0.1:7700, keeps its data in ./tessera-data, \
            and has no text encoder, so that callers send vectors.

            SIGTERM and SIGINT end it after the calls in flight. It exits with 0 then, with 2 when the configuration \
            is refused, and with 1 when it cannot start.
            """,
        version: Self.version)

    static let version = "0.1.0"

    @Option(name: [.short, .long], help: "The configuration file.")
    var config: String?

    @Flag(help: "Check the configuration and what it names, print it, and exit.")
    var check = false

    func run() throws {
        let configuration: Configuration
        do {
            configuration = try ConfigurationReader.read(file: config, environment: ProcessInfo.processInfo.environment)
            if check { try configuration.loadEncoders().close() }
        } catch {
            complain("configuration refused: \(error)")
            throw ExitCode(2)
        }
        if check {
            print(configuration.summary.map { "\($0.key): \($0.value)" }.joined(separator: "\n"))
            return
        }
        do {
            try Daemon(configuration).run()
        } catch let error as ConfigurationError {
            complain("configuration refused: \(error)")
            throw ExitCode(2)
        } catch {
            complain("\(error)")
            throw ExitCode(1)
        }
    }

    private func complain(_ text: String) {
        FileHandle.standardError.write(Data("tesserad: \(text)\n".utf8))
    }
}
