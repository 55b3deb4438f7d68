internal import Glibc
internal import Ground

/// Pieces of memory for arenas, zero when they are taken and given back to the system when they are not used.
enum HTTP2ArenaPool {
    /// Of one piece: whole pages.
    static let byteCount = 28 << 10
    /// Pieces that are asked of the system at once.
    private static let pieceCount = 256

    private static let free = Guarded<[UInt]>([])

    /// A piece of `byteCount` bytes, all zero, of which nothing is in memory before it is touched.
    static func take() -> UnsafeMutableRawPointer {
        let address = free.withLock { free in
            if free.isEmpty { free = more() }
            return free.removeLast()
        }
        return UnsafeMutableRawPointer(bitPattern: address)!
    }

    static func giveBack(_ piece: UnsafeMutableRawPointer) {
        // The next one to take it finds zeros.
        let status = madvise(piece, byteCount, MADV_DONTNEED)
        precondition(status == 0, "madvise failed with \(errno)")
        free.withLock { $0.append(UInt(bitPattern: piece)) }
    }

    private static func more() -> [UInt] {
        let count = pieceCount * byteCount
        let bytes = mmap(nil, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
        guard let bytes, bytes != MAP_FAILED else { fatalError("no memory for a connection: \(errno)") }
        // Where the system makes large pages of what is touched here and there, all of it would be in memory.
        madvise(bytes, count, MADV_NOHUGEPAGE)
        return (0..<pieceCount).reversed().map { UInt(bitPattern: bytes + $0 * byteCount) }
    }
}
