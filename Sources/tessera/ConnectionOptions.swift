internal import ArgumentParser
internal import Calling
internal import Glibc
internal import Vocabulary
internal import Wire

/// Where the daemon is and how long it may take; every verb has these.
struct ConnectionOptions: ParsableArguments {
    @Option(
        name: [.customLong("server"), .customLong("address")],
        help: ArgumentHelp(
            "The daemon: tcp://HOST:PORT or unix:/PATH. (default: $TESSERA_SERVER or tcp://127.0.0.1:7700)",
            valueName: "address"))
    var server: String?

    @Option(
        help: ArgumentHelp("Seconds that one call may take. (default: 30; 300 for import)", valueName: "seconds"))
    var timeout: Double?

    @Flag(help: "Answer as JSON, one document on standard output.")
    var json = false

    func validate() throws {
        if let timeout, !(timeout > 0 && timeout <= 4_000) {
            throw ValidationError("--timeout: \(timeout) is not more than 0 and at most 4000 seconds")
        }
    }

    var address: String {
        if let server { return server }
        if let named = unsafe getenv("TESSERA_SERVER"), unsafe named[0] != 0 { return unsafe String(cString: named) }
        return "tcp://127.0.0.1:7700"
    }

    /// A caller of the daemon. Connects with its first call.
    ///
    /// - Parameter timeoutSeconds: time for a call when the user named none.
    func caller(timeoutSeconds: Double = 30) throws(ToolError) -> Caller {
        let microseconds = UInt32((timeout ?? timeoutSeconds) * 1_000_000)
        do throws(CallFailure) {
            return Caller(client: try Client(address), timeoutMicroseconds: microseconds)
        } catch {
            throw ToolError(description: error.message, exitCode: Ending.wrongUsage)
        }
    }
}
