internal import Loading

/// A phase of a run under a name of its own: `peak`, `70 % of the peak`.
struct LoadStep {
    var name: String
    var span: LoadSpan
    /// Whether the run's promise about latency was kept; nil without one.
    var keepsGoal: Bool?
    /// What was done to the tested meanwhile.
    var marks: [LoadMark] = []
}
