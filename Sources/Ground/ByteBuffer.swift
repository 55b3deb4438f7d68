import Glibc

/// Growing bytes that C code fills in place. Owned by one thread at a time; handed over, never shared.
public final class ByteBuffer: @unchecked Sendable {
    // Unchecked: whoever holds the buffer is its only user; hand-overs go through a lock or a queue.
    public private(set) var count = 0
    public private(set) var capacity: Int
    private var start: UnsafeMutableRawPointer

    public init(capacity: Int = 256) {
        self.capacity = max(capacity, 16)
        start = malloc(self.capacity)!
    }

    deinit {
        free(start)
    }

    /// The filled bytes. Valid until the next change of this buffer.
    public var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: start, count: count)
    }

    /// The filled bytes, writable, for patching a header after its body is known.
    public var mutableBytes: UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(start: start, count: count)
    }

    /// Room for `byteCount` more bytes at the end, which count as filled from now on. The caller fills them all.
    public func extend(byteCount: Int) -> UnsafeMutableRawPointer {
        if count + byteCount > capacity {
            capacity = max(capacity * 2, count + byteCount)
            start = realloc(start, capacity)!
        }
        defer { count += byteCount }
        return start + count
    }

    /// Adds a copy of `bytes`.
    public func append(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress, bytes.count > 0 else { return }
        extend(byteCount: bytes.count).copyMemory(from: source, byteCount: bytes.count)
    }

    /// Drops everything after the first `byteCount` bytes.
    public func truncate(byteCount: Int) {
        precondition(byteCount <= count)
        count = byteCount
    }

    /// Empties the buffer. Memory beyond `capacityKept` is given back.
    public func clear(capacityKept: Int = .max) {
        count = 0
        if capacity > capacityKept {
            capacity = max(capacityKept, 16)
            start = realloc(start, capacity)!
        }
    }
}
