internal import COnnxRuntime

/// A handle by which any thread ends a run that is under way. One run at a time may use it.
public final class OnnxStop: @unchecked Sendable {
    // Unchecked: ONNX Runtime reads the flag inside while another thread sets it; that is what it is for.
    let runtime: OnnxRuntime
    let options: OpaquePointer

    public init(runtime: OnnxRuntime) throws(InferenceError) {
        let table = runtime.table
        options = try table.make { table.pointee.CreateRunOptions($0) }
        self.runtime = runtime
    }

    deinit {
        runtime.table.pointee.ReleaseRunOptions(options)
    }

    /// Ends the run under way, which throws `.stopped`, and every later one until `reset()`.
    public func stop() {
        try? runtime.table.check(runtime.table.pointee.RunOptionsSetTerminate(options))
    }

    /// Lets runs go on again.
    public func reset() {
        try? runtime.table.check(runtime.table.pointee.RunOptionsUnsetTerminate(options))
    }
}
