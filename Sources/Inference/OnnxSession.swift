internal import COnnxRuntime

/// A model, ready to run on the calling thread.
///
/// Any number of threads may run one session at once, each run on the thread that calls: the weights are held once,
/// however many threads there are.
public final class OnnxSession: @unchecked Sendable {
    // Unchecked: ONNX Runtime allows runs from many threads at once; nothing else here changes after `init`.

    public let inputs: [OnnxTensor]
    public let outputs: [OnnxTensor]
    private let runtime: OnnxRuntime
    private let session: OpaquePointer
    private let inputNames: CStrings
    private let outputNames: CStrings

    /// Loads the model at `modelPath`. Takes about a second and several times the file's size of memory.
    ///
    /// - Throws: `.fileMissing`, `.elementTypeUnsupported`, `.failed`.
    public init(runtime: OnnxRuntime, modelPath: String) throws(InferenceError) {
        try requireReadableFile(modelPath)
        let table = runtime.table
        let options = try table.make { table.pointee.CreateSessionOptions($0) }
        defer { table.pointee.ReleaseSessionOptions(options) }
        try table.check(table.pointee.SetIntraOpNumThreads(options, 1))
        try table.check(table.pointee.SetInterOpNumThreads(options, 1))
        try table.check(table.pointee.SetSessionGraphOptimizationLevel(options, Int32(tskOrtOptimizeAll)))
        // Batches differ in shape, and a pattern would be kept for each shape.
        try table.check(table.pointee.DisableMemPattern(options))
        let session = try table.make { table.pointee.CreateSession(runtime.environment, modelPath, options, $0) }
        do {
            inputs = try SessionFacts(runtime: runtime, session: session).inputs()
            outputs = try SessionFacts(runtime: runtime, session: session).outputs()
        } catch {
            table.pointee.ReleaseSession(session)
            throw error
        }
        inputNames = CStrings(inputs.map(\.name))
        outputNames = CStrings(outputs.map(\.name))
        self.runtime = runtime
        self.session = session
    }

    deinit {
        runtime.table.pointee.ReleaseSession(session)
    }

    /// Runs the model on integer inputs of one shape and answers one of its outputs.
    ///
    /// - Parameters:
    ///   - values: the inputs' elements, row-major, in the order of `inputs`; not kept after the call.
    ///   - shape: the extents of every input, `[batch, sequence]` for a text model.
    ///   - output: the place in `outputs` of the one that is wanted.
    ///   - stop: what another thread may end the run with.
    ///   - result: emptied, then filled with the output's elements, row-major.
    /// - Returns: the output's shape.
    /// - Throws: `.inputCountMismatch`, `.shapeMismatch`, `.elementTypeUnsupported` for an integer output or a float
    ///   input, `.stopped`, `.failed`.
    public func run(
        _ values: [[Int64]], shape: [Int], output: Int, stop: OnnxStop? = nil, into result: inout [Float]
    ) throws(InferenceError) -> [Int] {
        guard values.count == inputs.count else {
            throw .inputCountMismatch(expected: inputs.count, found: values.count)
        }
        let elementCount = shape.reduce(1, *)
        for (input, elements) in zip(inputs, values) where elements.count != elementCount {
            throw .shapeMismatch(name: input.name, expected: elementCount, found: elements.count)
        }
        guard outputs[output].elementType == .float else {
            throw .elementTypeUnsupported(name: outputs[output].name, elementType: Int32(tskOrtElementInt64))
        }
        let tensors = TensorList(runtime: runtime, capacity: values.count)
        for (input, elements) in zip(inputs, values) {
            switch input.elementType {
            case .int64: try tensors.append(elements, shape: shape, elementType: Int32(tskOrtElementInt64))
            case .int32:
                let narrow = elements.map { Int32(truncatingIfNeeded: $0) }
                try tensors.append(narrow, shape: shape, elementType: Int32(tskOrtElementInt32))
            case .float:
                throw .elementTypeUnsupported(name: input.name, elementType: Int32(tskOrtElementFloat))
            }
        }
        return try run(tensors, output: output, stop: stop, into: &result)
    }

    private func run(
        _ tensors: TensorList, output: Int, stop: OnnxStop?, into result: inout [Float]
    ) throws(InferenceError) -> [Int] {
        let table = runtime.table
        let answer: OpaquePointer
        do throws(InferenceError) {
            answer = try table.make { out in
                // The pointers alone would let the compiler drop their owners before the run.
                withExtendedLifetime((tensors, stop)) {
                    table.pointee.Run(
                        session, stop?.options, inputNames.pointers, tensors.pointers, tensors.count,
                        outputNames.pointers + output, 1, out)
                }
            }
        } catch {
            // ONNX Runtime has no code of its own for a run that was told to end.
            if case .failed(_, let message) = error, message.contains("terminate flag") { throw .stopped }
            throw error
        }
        defer { table.pointee.ReleaseValue(answer) }
        let facts = try table.make { table.pointee.GetTensorTypeAndShape(answer, $0) }
        defer { table.pointee.ReleaseTensorTypeAndShapeInfo(facts) }
        let count: Int = try table.number { table.pointee.GetTensorShapeElementCount(facts, $0) }
        var data: UnsafeMutableRawPointer?
        try table.check(table.pointee.GetTensorMutableData(answer, &data))
        result.removeAll(keepingCapacity: true)
        if let data, count > 0 {
            result.append(
                contentsOf: UnsafeBufferPointer(start: data.assumingMemoryBound(to: Float.self), count: count))
        }
        return try table.shape(of: facts)
    }
}
