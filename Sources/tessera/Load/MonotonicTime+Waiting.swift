internal import Ground

extension MonotonicTime {
    /// Returns at this moment, or some microseconds later; at once when it is past.
    func reached() async {
        let now = MonotonicTime.now
        guard self > now else { return }
        try? await Task.sleep(nanoseconds: nanoseconds - now.nanoseconds)
    }
}
