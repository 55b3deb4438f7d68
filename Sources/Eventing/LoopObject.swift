internal import CLibuv

/// What lives on an event loop and holds a libuv handle: streams, listeners, timers, signals.
///
/// It keeps itself alive until it is closed, so that libuv never calls a dead object, and whatever is still open when
/// the loop stops is closed by the loop.
public class LoopObject: @unchecked Sendable {
    // Unchecked: everything mutable here and in the subclasses is touched on the loop's thread only, and asserted so.
    public let loop: EventLoop

    init(loop: EventLoop) {
        self.loop = loop
    }

    /// Gives the handle back. Nothing is called any more afterwards. May be repeated.
    public func close() {
        preconditionFailure("every loop object closes its own handle")
    }

    /// Ties this object to `handle`, which holds a reference to it until its close callback.
    final func bind(to handle: UnsafeMutablePointer<uv_handle_t>) {
        uv_handle_set_data(handle, Unmanaged.passRetained(self).toOpaque())
    }

    /// The object that `handle` belongs to.
    static func of(_ handle: UnsafeMutablePointer<uv_handle_t>?) -> LoopObject {
        Unmanaged<LoopObject>.fromOpaque(uv_handle_get_data(handle)).takeUnretainedValue()
    }
}
