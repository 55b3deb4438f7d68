/// Something that ends on an event loop: the completion of work done elsewhere.
public protocol LoopTask: AnyObject, Sendable {
    /// Called once on the loop's thread, some time after `EventLoop.post`.
    func runOnLoop()
}
