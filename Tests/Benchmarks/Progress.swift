import Glibc
import Ground

/// Tells how far a long step is, every ten seconds, and how long it took.
final class Progress {
    private let what: String
    private let count: Int
    private let start = MonotonicTime.now
    private var told = MonotonicTime.now

    /// - Parameter count: how much there is to do; 0 where that is not known.
    init(_ what: String, of count: Int) {
        self.what = what
        self.count = count
    }

    /// Says that `done` of all is done, unless it said something a moment ago.
    func tell(_ done: Int) {
        guard done > 0, MonotonicTime.now.microseconds(since: told) > 10_000_000 else { return }
        told = .now
        let left = seconds * Double(count - done) / Double(done)
        print("  \(what): \(done) of \(count), \(column(left, 0, width: 0)) s more")
        fflush(nil)
    }

    func end() {
        print("  \(what) took \(column(seconds, 1, width: 0)) s")
        fflush(nil)
    }

    private var seconds: Double { Double(MonotonicTime.now.microseconds(since: start)) / 1e6 }
}
