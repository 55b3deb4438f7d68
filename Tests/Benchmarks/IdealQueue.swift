/// One server that never idles while something waits, first come, first served: what no real one beats by much.
enum IdealQueue {
    /// How long each caller waits for its answer, in nanoseconds.
    ///
    /// - Parameter arrivals: when each comes, ascending.
    /// - Parameter services: how long each is served.
    static func latencies(arrivals: [UInt64], services: [UInt64]) -> [UInt64] {
        var freeAt: UInt64 = 0
        return zip(arrivals, services).map { arrival, service in
            freeAt = max(arrival, freeAt) + service
            return freeAt - arrival
        }
    }
}
