import Glibc
import Storage

/// A program that tests start in order to kill it: `durability-trial MODE DIRECTORY`.
@main
enum DurabilityTrial {
    nonisolated static func main() {
        signal(SIGXFSZ, SIG_IGN)
        let arguments = CommandLine.arguments
        guard arguments.count >= 3 else { exit(2) }
        do {
            switch arguments[1] {
            case "store-write": try StoreTrial.writeForever(directory: arguments[2])
            case "store-fill": try StoreTrial.fill(directory: arguments[2])
            case "store-hold": try StoreTrial.hold(directory: arguments[2])
            case "shard-train": try TrainTrial.run(directory: arguments[2])
            case "shard-write": try ShardTrial.writeForever(directory: arguments[2])
            case "shard-measure":
                try ShardTrial.measure(
                    directory: arguments[2], count: arguments.dropFirst(3).first.flatMap(Int.init) ?? 100_000)
            default: exit(2)
            }
        } catch {
            say("failed: \(error)")
            exit(1)
        }
    }

    /// Prints `line` at once.
    static func say(_ line: String) {
        let text = line + "\n"
        _ = text.withCString { write(1, $0, strlen($0)) }
    }
}
