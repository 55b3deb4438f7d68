internal import CNghttp2
internal import Glibc

/// What a session takes when it begins, in one piece, laid out so that an idle connection touches little of it.
///
/// nghttp2 takes 26 KB at once: the session itself, a table of streams, two of headers, and room for a frame, of which
/// the first settings use the beginning. One after the other they touch three or four pages of memory; here the session
/// and the frame's beginning share one, and what nobody uses before the first request lies behind them. Sizes only
/// decide what lies where: what does not fit comes from `malloc`, as does all that is taken later.
final class HTTP2Arena {
    private let start: UnsafeMutableRawPointer
    /// Where what is used at once goes on, and what is used later.
    private var usedCount = 0
    private var laterCount: Int
    private var isOpen = true

    private static let byteCount = HTTP2ArenaPool.byteCount
    /// The session and the room for a frame.
    private static let usedByteCountMax = 20 << 10
    /// From here on it is the room for a frame.
    private static let frameByteCountMin = 8 << 10
    /// Smaller things are not worth their place.
    private static let byteCountMin = 512

    init() {
        start = HTTP2ArenaPool.take()
        laterCount = Self.usedByteCountMax
    }

    deinit {
        HTTP2ArenaPool.giveBack(start)
    }

    /// What is to be given to the library; valid while this object lives.
    var callbacks: nghttp2_mem {
        nghttp2_mem(
            mem_user_data: Unmanaged.passUnretained(self).toOpaque(),
            malloc: { count, data in HTTP2Arena.of(data).take(count) },
            free: { bytes, data in HTTP2Arena.of(data).giveBack(bytes) },
            calloc: { count, size, data in
                let (byteCount, isTooMany) = count.multipliedReportingOverflow(by: size)
                return isTooMany ? nil : HTTP2Arena.of(data).takeZeros(byteCount)
            },
            realloc: { bytes, count, data in HTTP2Arena.of(data).resize(bytes, count) })
    }

    /// From now on everything comes from `malloc`.
    func close() {
        isOpen = false
    }

    private static func of(_ data: UnsafeMutableRawPointer?) -> HTTP2Arena {
        Unmanaged<HTTP2Arena>.fromOpaque(data!).takeUnretainedValue()
    }

    /// A place for `byteCount` bytes; nil when there is none.
    private func place(_ byteCount: Int) -> UnsafeMutableRawPointer? {
        guard isOpen, byteCount >= Self.byteCountMin, byteCount < Self.byteCount else { return nil }
        let rounded = (byteCount + 15) & ~15
        // The first thing is the session.
        let isUsedAtOnce = usedCount == 0 || byteCount >= Self.frameByteCountMin
        if isUsedAtOnce {
            guard usedCount + rounded <= Self.usedByteCountMax else { return nil }
            defer { usedCount += rounded }
            return start + usedCount
        }
        guard laterCount + rounded <= Self.byteCount else { return nil }
        defer { laterCount += rounded }
        return start + laterCount
    }

    private func take(_ byteCount: Int) -> UnsafeMutableRawPointer? { place(byteCount) ?? malloc(byteCount) }

    private func takeZeros(_ byteCount: Int) -> UnsafeMutableRawPointer? {
        // A piece is zero, and each place of it is given once.
        place(byteCount) ?? calloc(1, byteCount)
    }

    private func isOwn(_ bytes: UnsafeMutableRawPointer) -> Bool { bytes >= start && bytes < start + Self.byteCount }

    private func giveBack(_ bytes: UnsafeMutableRawPointer?) {
        guard let bytes, !isOwn(bytes) else { return }
        free(bytes)
    }

    private func resize(_ bytes: UnsafeMutableRawPointer?, _ byteCount: Int) -> UnsafeMutableRawPointer? {
        guard let bytes else { return take(byteCount) }
        guard isOwn(bytes) else { return realloc(bytes, byteCount) }
        guard let moved = malloc(byteCount) else { return nil }
        memcpy(moved, bytes, min(byteCount, start + Self.byteCount - bytes))
        return moved
    }
}
