/// Why a configuration was refused.
struct ConfigurationError: Error, CustomStringConvertible {
    /// File, line and column, or the environment variable.
    var place: String
    /// What is wrong there, in one sentence.
    var message: String

    var description: String { "\(place): \(message)" }
}
