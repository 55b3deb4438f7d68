internal import ArgumentParser

/// A command that is run while a load goes on: `10=deploy/local-cluster kill 0.1`.
struct ScheduledCommand: Equatable, ExpressibleByArgument {
    /// Seconds after the measured phase began.
    let second: Double
    /// What a shell is given.
    let command: String

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let second = Double(parts[0].hasSuffix("s") ? parts[0].dropLast() : parts[0]),
            (0...86_400).contains(second), !parts[1].allSatisfy(\.isWhitespace)
        else { return nil }
        self.second = second
        command = String(parts[1])
    }
}
