import Glibc

/// Copies of arrays whose last byte is the last of a page, each with a page after it that may not be touched.
final class EndingMemory {
    private var mappings: [UnsafeMutableRawBufferPointer] = []

    /// A copy of `array`, until `free` is called.
    func copy<Value: BitwiseCopyable>(_ array: [Value]) -> UnsafeMutableBufferPointer<Value> {
        let page = Int(getpagesize()), used = array.count * MemoryLayout<Value>.stride
        let readable = (used + page - 1) / page * page
        let start = mmap(nil, readable + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let start, start != MAP_FAILED, mprotect(start + readable, page, PROT_NONE) == 0 else {
            fatalError("no memory to test with")
        }
        mappings.append(UnsafeMutableRawBufferPointer(start: start, count: readable + page))
        let first = (start + (readable - used)).bindMemory(to: Value.self, capacity: array.count)
        let values = UnsafeMutableBufferPointer(start: first, count: array.count)
        _ = values.initialize(from: array)
        return values
    }

    /// A copy to read only, until `free` is called.
    func input<Value: BitwiseCopyable>(_ array: [Value]) -> UnsafeBufferPointer<Value> {
        UnsafeBufferPointer(copy(array))
    }

    func free() {
        for mapping in mappings { munmap(mapping.baseAddress, mapping.count) }
        mappings = []
    }
}
