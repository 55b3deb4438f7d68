internal import Ground
internal import Quantization
internal import Vocabulary

/// Tells those who watch an operation how far it is, about once a second. Only memory changes.
final class TrainingProgress {
    private let operation: String
    private let book: OperationBook
    private let committer: Committer
    private var lastTold = MonotonicTime(nanoseconds: 0)

    private static let intervalMicroseconds: UInt64 = 1_000_000

    init(_ operation: String, book: OperationBook, committer: Committer) {
        self.operation = operation
        self.book = book
        self.committer = committer
    }

    /// A new stage has begun.
    func begin(_ stage: String) {
        tell(stage, done: 0, total: 0)
    }

    /// The stage is so far; told when the last word is a second old.
    func advance(_ stage: String, done: Int = 0, total: Int = 0) {
        if MonotonicTime.now.microseconds(since: lastTold) >= Self.intervalMicroseconds {
            tell(stage, done: done, total: total)
        }
    }

    /// The training of a field's codebook is so far.
    func advance(_ step: TrainingStep, field: String) {
        let what =
            switch step.stage {
            case .transform: "turning field \(field)"
            case .lists: "clustering field \(field)"
            case .parts: "compressing field \(field)"
            case .measure: "measuring the error of field \(field)"
            }
        let stage = "\(what), iteration \(min(step.iteration + 1, step.iterationCount)) of \(step.iterationCount)"
        advance(stage, done: step.iteration, total: step.iterationCount)
    }

    private func tell(_ stage: String, done: Int, total: Int) {
        lastTold = .now
        // By way of the committer, which alone changes operations.
        committer.post { [book, operation] in
            guard var told = try? book.operation(operation), told.state == .running else { return }
            told.stage = stage
            told.doneCount = UInt64(done)
            told.totalCount = UInt64(total)
            book.update([OperationBook.touched(told)])
        }
    }
}
