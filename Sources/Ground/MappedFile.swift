internal import Glibc

/// The bytes of a file, mapped and not loaded: the kernel reads pages as they are touched and may drop them again.
///
/// The file must not be cut while it is mapped; the kernel ends the process at a touch beyond the new end.
public final class MappedFile: @unchecked Sendable {
    // Unchecked: the bytes are never written between `init` and `deinit`.
    /// Valid while this object lives.
    let region: UnsafeRawBufferPointer
    private let isMapped: Bool
    /// When the file was changed last, in nanoseconds since 1970; 0 for bytes that came from no file.
    public let modifiedNanoseconds: UInt64

    /// Maps the regular file at `path`.
    public init(path: String) throws(MappedFileError) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw MappedFileError(path: path, errorNumber: errno) }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0 else { throw MappedFileError(path: path, errorNumber: errno) }
        guard facts.st_mode & S_IFMT == S_IFREG else {
            throw MappedFileError(path: path, errorNumber: facts.st_mode & S_IFMT == S_IFDIR ? EISDIR : ESPIPE)
        }
        modifiedNanoseconds = UInt64(facts.st_mtim.tv_sec) * 1_000_000_000 + UInt64(facts.st_mtim.tv_nsec)
        isMapped = facts.st_size > 0
        guard facts.st_size > 0 else {
            region = UnsafeRawBufferPointer(start: nil, count: 0)
            return
        }
        guard let start = mmap(nil, facts.st_size, PROT_READ, MAP_PRIVATE, file, 0), start != MAP_FAILED else {
            throw MappedFileError(path: path, errorNumber: errno)
        }
        region = UnsafeRawBufferPointer(start: start, count: facts.st_size)
    }

    /// A copy of `bytes`, for those that have bytes and no file.
    public init(holding bytes: [UInt8]) {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
        copy.copyBytes(from: bytes)
        region = UnsafeRawBufferPointer(copy)
        isMapped = false
        modifiedNanoseconds = 0
    }

    deinit {
        if isMapped {
            munmap(UnsafeMutableRawPointer(mutating: region.baseAddress), region.count)
        } else {
            region.deallocate()
        }
    }

    public var byteCount: Int { region.count }

    /// All bytes.
    public var bytes: Span<UInt8> {
        @_lifetime(borrow self)
        get {
            let elements = UnsafeBufferPointer(
                start: region.baseAddress?.assumingMemoryBound(to: UInt8.self), count: region.count)
            return _overrideLifetime(Span(_unsafeElements: elements), borrowing: self)
        }
    }

    /// Tells the kernel that bytes are read once and in order.
    public func expectSequentialReads() {
        guard isMapped else { return }
        posix_madvise(UnsafeMutableRawPointer(mutating: region.baseAddress!), region.count, POSIX_MADV_SEQUENTIAL)
    }

    /// Tells the kernel that bytes are read here and there, so that nothing around them is read from the disk as well.
    public func expectRandomReads() {
        guard isMapped else { return }
        posix_madvise(UnsafeMutableRawPointer(mutating: region.baseAddress!), region.count, POSIX_MADV_RANDOM)
    }

    /// Lets the kernel take back the memory of bytes `range`. They may be read again, from the disk.
    public func releaseMemory(of range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= region.count)
        guard isMapped else { return }
        let pageMask = Int(getpagesize()) - 1
        let start = (range.lowerBound + pageMask) & ~pageMask
        let end = range.upperBound & ~pageMask
        guard end > start else { return }
        // MADV_DONTNEED, as posix_madvise ignores its own word for it in glibc.
        madvise(UnsafeMutableRawPointer(mutating: region.baseAddress! + start), end - start, MADV_DONTNEED)
    }
}
