/// Something that was done to the tested while it was measured.
struct LoadMark: Equatable {
    /// Seconds after the phase began.
    var second: Double
    /// What was run.
    var command: String
    /// How it ended; 0 is well.
    var status: Int32

    /// The status of what was left out, as the phase was over before.
    static let notRun: Int32 = -1

    var words: String {
        let text = "at \(Figures.fixed(second, digitCount: 1)) s: \(command)"
        if status == Self.notRun { return text + " (was not run: the phase was over before)" }
        return status == 0 ? text : text + " (ended with \(status))"
    }
}
