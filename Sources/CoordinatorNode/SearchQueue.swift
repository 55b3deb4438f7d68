internal import Vocabulary

/// Searches that wait, and the jobs that were started for them: always enough of these to take all that waits.
struct SearchQueue<Search> {
    /// Nil where one was taken.
    private var searches: [Search?] = []
    /// Those before this index were taken.
    private var takenCount = 0
    private var workerCount = 1
    /// Jobs that were started and have not come yet.
    private var jobCount = 0

    var waitingCount: Int { searches.count - takenCount }

    /// - Returns: how many jobs must be started, each of which takes once.
    mutating func add(_ more: [Search], workerCount: Int) -> Int {
        let together = Limits.searchTogetherCountMax
        let startedCount = max((more.count + together - 1) / together, min(more.count, workerCount))
        self.workerCount = workerCount
        searches.append(contentsOf: more)
        jobCount += startedCount
        return startedCount
    }

    /// A job's fair share of what waits: one search while there are as many workers, so that none waits for others
    /// where a worker is idle.
    mutating func take() -> [Search] {
        jobCount -= 1
        let sharerCount = max(min(workerCount, jobCount + 1), 1)
        let share = (waitingCount + sharerCount - 1) / sharerCount
        // What the jobs that are still to come cannot take.
        let rest = waitingCount - jobCount * Limits.searchTogetherCountMax
        let end = takenCount + min(max(share, rest), waitingCount, Limits.searchTogetherCountMax)
        let taken = searches[takenCount..<end].compactMap(\.self)
        for place in takenCount..<end { searches[place] = nil }
        takenCount = end
        if end == searches.count {
            searches.removeAll(keepingCapacity: end <= 1_024)
            takenCount = 0
        } else if end >= 1_024, end * 2 >= searches.count {
            searches.removeFirst(end)
            takenCount = 0
        }
        return taken
    }
}
