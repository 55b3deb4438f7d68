import Glibc

/// A block of zeroed memory that starts on a 64-byte boundary and never moves, freed with its last reference.
public final class AlignedMemory: @unchecked Sendable {
    // Unchecked: who writes which bytes when is the owner's promise, as with any shared memory.
    public let bytes: UnsafeMutableRawBufferPointer

    /// - Throws: nothing; running out of memory ends the process, as everywhere in Swift.
    public init(byteCount: Int) {
        let rounded = max(64, (byteCount + 63) & ~63)
        guard let start = aligned_alloc(64, rounded) else {
            fatalError("out of memory: \(rounded) bytes were asked for")
        }
        memset(start, 0, rounded)
        bytes = UnsafeMutableRawBufferPointer(start: start, count: byteCount)
    }

    deinit {
        free(bytes.baseAddress)
    }
}
