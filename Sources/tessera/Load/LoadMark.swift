/// Something that was done to the tested while it was measured.
struct LoadMark: Equatable {
    /// Seconds after the phase began.
    var second: Double
    /// What was run.
    var command: String
    /// How it ended; 0 is well.
    var status: Int32

    var words: String {
        let text = "at \(Figures.fixed(second, digitCount: 1)) s: \(command)"
        return status == 0 ? text : text + " (ended with \(status))"
    }
}
