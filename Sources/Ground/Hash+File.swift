import Glibc

extension Hash {
    /// The XXH3-64 of the content of the file at `path`, which is mapped and not copied.
    public static func xxh3(contentsOfFile path: String) throws(FileUnreadable) -> UInt64 {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw FileUnreadable(path: path, errnoCode: errno) }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0 else { throw FileUnreadable(path: path, errnoCode: errno) }
        guard facts.st_mode & S_IFMT == S_IFREG else { throw FileUnreadable(path: path, errnoCode: EISDIR) }
        let byteCount = Int(facts.st_size)
        guard byteCount > 0 else { return xxh3(UnsafeRawBufferPointer(start: nil, count: 0)) }
        guard let start = mmap(nil, byteCount, PROT_READ, MAP_PRIVATE, file, 0), start != MAP_FAILED else {
            throw FileUnreadable(path: path, errnoCode: errno)
        }
        defer { munmap(start, byteCount) }
        return xxh3(UnsafeRawBufferPointer(start: start, count: byteCount))
    }
}
