internal import CLibuv

/// The sole owner of one libuv handle. Drop it on the loop thread.
///
/// Dropping asks libuv to close. The close callback frees the memory, a loop turn later, because libuv may touch it
/// until then, and gives back the reference that `LoopObject` keeps in the handle's data.
struct OwnedHandle<Kind>: ~Copyable {
    let raw: UnsafeMutablePointer<Kind>

    /// - Parameter start: one of libuv's `uv_*_init`, called with zeroed memory.
    init(_ start: (UnsafeMutablePointer<Kind>) -> CInt, doing: @autoclosure () -> String) throws(LoopError) {
        let fresh = UnsafeMutableRawPointer.allocate(byteCount: MemoryLayout<Kind>.size, alignment: 16)
        fresh.initializeMemory(as: UInt8.self, repeating: 0, count: MemoryLayout<Kind>.size)
        let status = start(fresh.assumingMemoryBound(to: Kind.self))
        guard status == 0 else {
            fresh.deallocate()
            throw .system(code: status, doing: doing())
        }
        raw = fresh.assumingMemoryBound(to: Kind.self)
    }

    /// The same handle as the base type that most of libuv's functions want.
    var base: UnsafeMutablePointer<uv_handle_t> { tsk_uv_handle(raw) }

    deinit {
        uv_close(tsk_uv_handle(raw)) { @Sendable closed in
            if let data = uv_handle_get_data(closed) {
                Unmanaged<LoopObject>.fromOpaque(data).release()
            }
            UnsafeMutableRawPointer(closed!).deallocate()
        }
    }
}
