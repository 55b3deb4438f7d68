internal import Ground

/// Numbers that are added one after the other and never move. Room that is not used yet takes no memory.
@safe struct NumberMemory<Number: BitwiseCopyable> {
    let memory: AlignedMemory
    private(set) var count = 0

    init(capacity: Int) {
        memory = AlignedMemory(byteCount: capacity * MemoryLayout<Number>.stride)
    }

    mutating func append(contentsOf numbers: some Sequence<Number>) {
        let room = unsafe memory.bytes.bindMemory(to: Number.self)
        for number in numbers {
            unsafe room[count] = number
            count += 1
        }
    }

    var numbers: UnsafeBufferPointer<Number> {
        unsafe UnsafeBufferPointer(rebasing: UnsafeBufferPointer(memory.bytes.bindMemory(to: Number.self))[..<count])
    }
}
