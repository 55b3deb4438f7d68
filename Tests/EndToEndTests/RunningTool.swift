import TrialGround

/// A `tessera` that was started and may still run.
struct RunningTool {
    let process: ChildProcess
    /// Takes all that it prints.
    let logFile: String
}
