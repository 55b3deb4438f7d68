extension MonotonicTime {
    /// Whole microseconds from this moment until `deadline`: zero when it has passed, the largest number for `never`.
    public func microsecondsLeft(until deadline: MonotonicTime) -> UInt64 {
        deadline == .never ? .max : deadline.microseconds(since: self)
    }
}
