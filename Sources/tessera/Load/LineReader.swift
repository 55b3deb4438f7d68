internal import Glibc

/// Lines of a file or a socket, as they come.
struct LineReader {
    private static let chunkByteCount = 1 << 16

    private let file: Int32
    private var bytes: [UInt8] = []
    /// So many are known to hold no line's end.
    private var searchedCount = 0

    init(_ file: Int32) {
        self.file = file
    }

    /// The next line without its end; nil once there are no more. Waits for it.
    mutating func next() -> [UInt8]? {
        while true {
            if let end = bytes[searchedCount...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = Array(bytes[..<end])
                bytes.removeFirst(end + 1)
                searchedCount = 0
                return line
            }
            searchedCount = bytes.count
            var chunk = [UInt8](repeating: 0, count: Self.chunkByteCount)
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            bytes += chunk.prefix(count)
        }
    }
}
