/// Events in the order of their times; those of one time in the order in which they were added.
struct EventQueue {
    private var entries: [(time: UInt64, number: Int, event: SimulatedEvent)] = []
    private var addedCount = 0

    private func isBefore(_ left: Int, _ right: Int) -> Bool {
        (entries[left].time, entries[left].number) < (entries[right].time, entries[right].number)
    }

    /// - Parameter time: in microseconds.
    mutating func add(_ event: SimulatedEvent, at time: UInt64) {
        entries.append((time, addedCount, event))
        addedCount += 1
        var place = entries.count - 1
        while place > 0, isBefore(place, (place - 1) / 2) {
            entries.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    mutating func next() -> (time: UInt64, event: SimulatedEvent)? {
        guard let first = entries.first else { return nil }
        entries.swapAt(0, entries.count - 1)
        entries.removeLast()
        var place = 0
        while true {
            var least = place
            for child in [2 * place + 1, 2 * place + 2] where child < entries.count && isBefore(child, least) {
                least = child
            }
            if least == place { return (first.time, first.event) }
            entries.swapAt(place, least)
            place = least
        }
    }
}
