import Glibc

/// The time of day, for records that people read.
public enum WallTime {
    /// Microseconds since 1970-01-01 00:00 UTC.
    public static var microsecondsNow: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return UInt64(time.tv_sec) * 1_000_000 + UInt64(time.tv_nsec) / 1_000
    }
}
