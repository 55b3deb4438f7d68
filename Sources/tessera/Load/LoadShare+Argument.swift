internal import ArgumentParser
internal import Loading

extension LoadShare {
    /// Reads `1/4`, the second of four.
    init(_ text: String) throws(ValidationError) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let number = parts[0], let count = parts[1], number >= 0, number < count else {
            throw ValidationError("'\(text)' is no share of a load")
        }
        self.init(number, of: count)
    }
}
