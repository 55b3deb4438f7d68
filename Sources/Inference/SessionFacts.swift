internal import COnnxRuntime

/// Asks a session what its inputs and outputs are.
struct SessionFacts {
    let runtime: OnnxRuntime
    let session: OpaquePointer

    func inputs() throws(InferenceError) -> [OnnxTensor] {
        let table = runtime.table
        let count: Int = try table.number { table.pointee.SessionGetInputCount(session, $0) }
        var tensors: [OnnxTensor] = []
        for index in 0..<count {
            let name = try name { table.pointee.SessionGetInputName(session, index, $0, $1) }
            let info = try table.make { table.pointee.SessionGetInputTypeInfo(session, index, $0) }
            defer { table.pointee.ReleaseTypeInfo(info) }
            tensors.append(try tensor(name: name, info: info))
        }
        return tensors
    }

    func outputs() throws(InferenceError) -> [OnnxTensor] {
        let table = runtime.table
        let count: Int = try table.number { table.pointee.SessionGetOutputCount(session, $0) }
        var tensors: [OnnxTensor] = []
        for index in 0..<count {
            let name = try name { table.pointee.SessionGetOutputName(session, index, $0, $1) }
            let info = try table.make { table.pointee.SessionGetOutputTypeInfo(session, index, $0) }
            defer { table.pointee.ReleaseTypeInfo(info) }
            tensors.append(try tensor(name: name, info: info))
        }
        return tensors
    }

    private func name(
        _ ask: (OpaquePointer, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> OpaquePointer?
    ) throws(InferenceError) -> String {
        let table = runtime.table
        // Borrowed from ONNX Runtime: the one default allocator is never released.
        let allocator = try table.make { table.pointee.GetAllocatorWithDefaultOptions($0) }
        var text: UnsafeMutablePointer<CChar>?
        try table.check(ask(allocator, &text))
        guard let text else { throw .failed(code: 0, message: "a tensor has no name") }
        let name = String(cString: text)
        try table.check(table.pointee.AllocatorFree(allocator, text))
        return name
    }

    private func tensor(name: String, info: OpaquePointer) throws(InferenceError) -> OnnxTensor {
        let table = runtime.table
        var facts: OpaquePointer?
        try table.check(table.pointee.CastTypeInfoToTensorInfo(info, &facts))
        // Not a tensor at all: a sequence or a map.
        guard let facts else { throw .elementTypeUnsupported(name: name, elementType: 0) }
        let code: Int32 = try table.number { table.pointee.GetTensorElementType(facts, $0) }
        let elementType: OnnxTensor.ElementType
        switch Int(code) {
        case Int(tskOrtElementFloat): elementType = .float
        case Int(tskOrtElementInt32): elementType = .int32
        case Int(tskOrtElementInt64): elementType = .int64
        default: throw .elementTypeUnsupported(name: name, elementType: code)
        }
        return OnnxTensor(name: name, elementType: elementType, shape: try table.shape(of: facts))
    }
}

extension UnsafePointer<OrtApi> {
    /// The extent of each axis that `facts` tell of.
    func shape(of facts: OpaquePointer) throws(InferenceError) -> [Int] {
        let axisCount: Int = try number { pointee.GetDimensionsCount(facts, $0) }
        guard axisCount > 0 else { return [] }
        var extents = [Int64](repeating: 0, count: axisCount)
        try check(pointee.GetDimensions(facts, &extents, axisCount))
        return extents.map { Int($0) }
    }
}
