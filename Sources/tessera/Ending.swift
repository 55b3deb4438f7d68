internal import ArgumentParser
internal import Glibc
internal import Vocabulary

/// How the program ends: one line about an error, and an exit code that scripts can tell apart.
enum Ending {
    static let wrongUsage: Int32 = 2
    static let rejectedRows: Int32 = 3
    static let notFound: Int32 = 4
    static let unavailable: Int32 = 5
    /// As a shell reports a program that Ctrl-C ended.
    static let interrupted: Int32 = 130

    /// Says what is wrong and ends the program. Help that was asked for counts as an error here, of code 0.
    static func end(with error: any Error) -> Never {
        if error is CallFailure || error is ToolError {
            let (text, code) = words(for: error)
            say(text)
            exit(code)
        }
        if let code = error as? ExitCode { exit(code.rawValue) }
        let code = Tessera.exitCode(for: error)
        let message = Tessera.fullMessage(for: error)
        if code.isSuccess {
            Output.write(message)
            exit(0)
        }
        if code == .validationFailure {
            let usage = message.hasPrefix("Error: ") ? "error: " + message.dropFirst(7) : message
            Output.writeError(usage)
            exit(wrongUsage)
        }
        say("\(error)")
        exit(1)
    }

    /// What is wrong, and the exit code of that.
    static func words(for error: any Error) -> (text: String, code: Int32) {
        if let failure = error as? CallFailure { return (line(for: failure), code(for: failure)) }
        if let error = error as? ToolError { return (error.description, error.exitCode) }
        return ("\(error)", 1)
    }

    /// One line: the status, the reason, the field if one is to blame, then the sentence.
    static func line(for failure: CallFailure) -> String {
        var line = failure.description
        if failure.reason == "no_shard_reached" {
            line += " (tessera status tells why)"
        } else if failure.status == .unavailable, !["client_closed", "shard_unavailable"].contains(failure.reason) {
            line += " (is tesserad running? --server or TESSERA_SERVER says where it is)"
        }
        return line
    }

    static func code(for failure: CallFailure) -> Int32 {
        switch failure.status {
        case .notFound: notFound
        case .unavailable: unavailable
        default: 1
        }
    }

    /// Writes `error: …` as one line, whatever the text holds.
    static func say(_ text: String) {
        Output.writeError("error: " + TerminalText.printable(text))
    }
}
