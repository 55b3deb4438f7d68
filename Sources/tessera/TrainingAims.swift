internal import ArgumentParser

/// What trainings of a gallery aim at; `gallery create` and `gallery set` have these.
struct TrainingAims: ParsableArguments {
    @Option(help: "Fields with fewer items stay exact when the gallery is trained; 0: the default, 20000.")
    var exactBelow: UInt32?
    @Option(help: "A codebook whose measured recall@10 is lower is not published, 0...1.")
    var minRecall: Float?
    @Option(help: "Recall@10 that searches are tuned for, 0...1; 0: the default, 0.95.")
    var targetRecall: Float?

    var isStated: Bool { exactBelow != nil || minRecall != nil || targetRecall != nil }

    func validate() throws {
        for (name, recall) in [("--min-recall", minRecall), ("--target-recall", targetRecall)] {
            if let recall, !(0...1).contains(recall) {
                throw ValidationError("\(name): \(recall) is not between 0 and 1")
            }
        }
    }
}
