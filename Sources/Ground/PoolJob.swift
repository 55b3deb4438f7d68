/// One piece of work for a `WorkerPool`.
public protocol PoolJob: AnyObject, Sendable {
    /// Does the work, on a thread of the pool.
    func runOnPool()
}
