internal import CXXHash

/// The XXH3-128 of bytes that come piece by piece: 16 bytes, the same however the pieces were cut.
public struct HashStream: ~Copyable {
    private let state: OpaquePointer

    public init() {
        guard let state = XXH3_createState() else { fatalError("out of memory: a hash's state was asked for") }
        self.state = state
        XXH3_128bits_reset(state)
    }

    deinit {
        XXH3_freeState(state)
    }

    /// About 10 GB/s on long pieces.
    public mutating func append(_ bytes: UnsafeRawBufferPointer) {
        XXH3_128bits_update(state, bytes.baseAddress, bytes.count)
    }

    /// The hash of all pieces so far, as `Hash.xxh3Wide` gives it.
    public func value() -> [UInt8] {
        Hash.canonical(XXH3_128bits_digest(state))
    }
}
