import Glibc

/// A block of zeroed memory that starts on a 64-byte boundary and never moves, freed with its last reference.
///
/// Large blocks are mapped: a page takes memory once it is written to, not before.
public final class AlignedMemory: @unchecked Sendable {
    // Unchecked: who writes which bytes when is the owner's promise, as with any shared memory.
    public let bytes: UnsafeMutableRawBufferPointer

    /// Blocks of this many bytes and more are mapped pages of their own.
    public static let mappedByteCountMin = 64 << 10

    /// - Throws: nothing; running out of memory ends the process, as everywhere in Swift.
    public init(byteCount: Int) {
        if byteCount >= Self.mappedByteCountMin {
            let start = mmap(nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
            guard let start, start != MAP_FAILED else {
                fatalError("out of memory: \(byteCount) bytes were asked for")
            }
            bytes = UnsafeMutableRawBufferPointer(start: start, count: byteCount)
            return
        }
        let rounded = max(64, (byteCount + 63) & ~63)
        guard let start = aligned_alloc(64, rounded) else {
            fatalError("out of memory: \(rounded) bytes were asked for")
        }
        memset(start, 0, rounded)
        bytes = UnsafeMutableRawBufferPointer(start: start, count: byteCount)
    }

    deinit {
        if bytes.count >= Self.mappedByteCountMin {
            munmap(bytes.baseAddress, bytes.count)
        } else {
            free(bytes.baseAddress)
        }
    }
}
