internal import Glibc
internal import Vocabulary

/// The folder of a gallery's sealed files: rows and codes by the number of their segment, codebooks by their hash.
struct SegmentFolder: Sendable {
    private let root: String
    let path: String

    /// - Parameter directory: the data directory.
    init(directory: String, gallery: UInt32) {
        root = Self.root(of: directory)
        path = root + "/\(gallery)"
    }

    private static func root(of directory: String) -> String { directory + "/segments" }

    func rows(segment: UInt32) -> String { path + "/" + Self.rowsName(segment) }
    func codes(segment: UInt32, field: UInt32) -> String { path + "/" + Self.codesName(segment, field) }
    func codebook(hash: [UInt8]) -> String { path + "/" + Self.codebookName(hash) }

    private static func rowsName(_ segment: UInt32) -> String { "\(segment).rows" }
    private static func codesName(_ segment: UInt32, _ field: UInt32) -> String { "\(segment).\(field).codes" }

    private static func codebookName(_ hash: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let hex = hash.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: hex, as: UTF8.self) + ".codebook"
    }

    /// Makes the folder, durably.
    ///
    /// - Throws: `RESOURCE_EXHAUSTED` on a full disk, `UNAVAILABLE` when the system refuses otherwise.
    func make() throws(CallFailure) {
        for folder in [root, path] {
            guard unsafe mkdir(folder, 0o750) == 0 || errno == EEXIST else { throw Self.refused(folder, errno) }
            let parent = unsafe open(folder + "/..", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            guard parent >= 0 else { throw Self.refused(folder, errno) }
            defer { close(parent) }
            guard fsync(parent) == 0 else { throw Self.refused(folder, errno) }
        }
    }

    static func refused(_ path: String, _ errorNumber: CInt) -> CallFailure {
        let text = unsafe String(cString: strerror(errorNumber))
        return errorNumber == ENOSPC || errorNumber == EDQUOT
            ? CallFailure(.resourceExhausted, "disk_full", "\(path): \(text)")
            : CallFailure(.unavailable, "store_failed", "\(path): \(text)")
    }

    /// Removes the files that `index` does not name; those of other names than ours stay.
    func clean(keeping index: IndexRecord) {
        var kept: Set<String> = []
        for segment in index.segments {
            kept.insert(Self.rowsName(segment.number))
            for codes in segment.codes {
                kept.insert(Self.codesName(segment.number, codes.field))
                kept.insert(Self.codebookName(codes.codebookHash))
            }
        }
        for name in Self.names(in: path) where Self.isOurs(name) && !kept.contains(name) {
            unsafe unlink(path + "/" + name)
        }
    }

    /// Removes all our files, and the folder if nothing else is in it.
    func remove() {
        clean(keeping: IndexRecord())
        unsafe rmdir(path)
    }

    /// The numbers of the galleries that have a folder.
    static func galleries(in directory: String) -> [UInt32] {
        names(in: root(of: directory)).compactMap { name in UInt32(name).flatMap { "\($0)" == name ? $0 : nil } }
    }

    /// The names in a folder; none when there is no such folder.
    static func names(in folder: String) -> [String] {
        guard let directory = unsafe opendir(folder) else { return [] }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
                unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// True for a name that this type gives, or a writer of such a file before it is whole.
    private static func isOurs(_ name: String) -> Bool {
        var parts = name.split(separator: ".", omittingEmptySubsequences: false)
        if parts.last == "part" { parts.removeLast() }
        guard parts.count >= 2, let kind = parts.popLast() else { return false }
        switch kind {
        case "rows": return parts.count == 1 && UInt32(parts[0]) != nil
        case "codes": return parts.count == 2 && parts.allSatisfy { UInt32($0) != nil }
        case "codebook":
            return parts.count == 1 && parts[0].utf8.count == 32
                && parts[0].allSatisfy { $0.isHexDigit && !$0.isUppercase }
        default: return false
        }
    }
}
