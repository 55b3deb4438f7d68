/// An error of the tool itself, in words for the person who runs it.
struct ToolError: Error, Equatable, CustomStringConvertible {
    var description: String
    /// The exit code it ends the program with.
    var exitCode: Int32 = 1
}
