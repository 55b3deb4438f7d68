internal import COnnxRuntime
internal import Ground

/// The inputs of one run: tensors of ONNX Runtime over memory that this object owns.
final class TensorList {
    let pointers: UnsafeMutablePointer<OpaquePointer?>
    private(set) var count = 0
    private let runtime: OnnxRuntime
    private var blocks: [AlignedMemory] = []

    init(runtime: OnnxRuntime, capacity: Int) {
        self.runtime = runtime
        pointers = .allocate(capacity: max(1, capacity))
    }

    deinit {
        for index in 0..<count { runtime.table.pointee.ReleaseValue(pointers[index]) }
        pointers.deallocate()
    }

    /// Adds a tensor that holds a copy of `elements`.
    func append<Element: FixedWidthInteger>(
        _ elements: [Element], shape: [Int], elementType: Int32
    ) throws(InferenceError) {
        let table = runtime.table
        let block = AlignedMemory(byteCount: elements.count * MemoryLayout<Element>.stride)
        elements.withUnsafeBytes { block.bytes.copyMemory(from: $0) }
        let extents = shape.map { Int64($0) }
        let tensor = try table.make { out in
            table.pointee.CreateTensorWithDataAsOrtValue(
                runtime.memory, block.bytes.baseAddress!, block.bytes.count, extents, extents.count, elementType, out)
        }
        (pointers + count).initialize(to: tensor)
        count += 1
        blocks.append(block)
    }
}
