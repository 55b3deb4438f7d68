internal import Ground

/// A call under way.
struct LoadFlight {
    enum Role: UInt8 {
        /// The slot is free.
        case none
        /// Its answer is counted.
        case plain
        /// Its answer is counted, and looked at.
        case explained
        /// Was counted, as it came too late or its phase is over; its answer is not awaited.
        case abandoned
    }

    var scheduled = MonotonicTime.never
    var kind: Int32 = 0
    var body: Int32 = 0
    var phase: UInt32 = 0
    var role = Role.none
}
