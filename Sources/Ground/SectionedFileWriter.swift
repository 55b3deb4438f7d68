internal import Glibc

/// Writes a file of sections, one after the other, and puts it in place at once when it is whole.
///
/// The bytes go to `path` + `.part`; `finish` syncs them, gives the file its name and syncs the folder. Dropped before
/// that, the writer removes what it has written. Used by one thread.
public final class SectionedFileWriter {
    private let path: String
    private let temporaryPath: String
    private let file: CInt
    private var header: SectionedFileHeader
    private var buffer: [UInt8] = []
    /// Bytes appended so far, those in `buffer` included.
    private var position = 0
    private var hash: HashStream?
    private var isFinished = false

    private static let bufferByteCount = 1 << 20
    /// What big sections are aligned to.
    public static let pageByteCount = SectionedFileHeader.pageByteCount

    /// - Parameter kind: four letters, which a reader must know.
    /// - Throws: `.refused`.
    public init(path: String, kind: String) throws(SectionedFileError) {
        self.path = path
        temporaryPath = path + ".part"
        header = SectionedFileHeader(kind: kind)
        file = open(temporaryPath, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0o640)
        guard file >= 0 else { throw .refused(path: temporaryPath, errorNumber: errno) }
        buffer.reserveCapacity(Self.bufferByteCount)
        // The header's place; `finish` fills it.
        try put(zeroCount: SectionedFileHeader.pageByteCount)
    }

    deinit {
        close(file)
        if !isFinished { unlink(temporaryPath) }
    }

    /// Ends the section before, if any, and starts one at the next multiple of 64 bytes, or of a page.
    ///
    /// - Parameter name: 1 to 16 ASCII letters, once in a file. At most 84 sections.
    public func begin(_ name: String, isPageAligned: Bool = false) throws(SectionedFileError) {
        precondition(!name.isEmpty && name.utf8.count <= SectionedFileHeader.nameByteCountMax, "section \(name)")
        precondition(!header.sections.contains { $0.name == name }, "two sections \(name)")
        precondition(header.sections.count < SectionedFileHeader.sectionCountMax, "too many sections")
        // The first section follows the header either way.
        try endSection(alignment: isPageAligned ? Self.pageByteCount : SectionedFileHeader.sectionAlignment)
        header.sections.append(SectionedFileHeader.Section(name: name, offset: position, byteCount: 0, hash: []))
        hash = HashStream()
    }

    /// Adds bytes to the section that was begun last.
    ///
    /// - Throws: `.refused`, with `ENOSPC` on a full disk.
    public func append(_ bytes: UnsafeRawBufferPointer) throws(SectionedFileError) {
        precondition(!header.sections.isEmpty, "bytes before the first section")
        hash?.append(bytes)
        header.sections[header.sections.count - 1].byteCount += bytes.count
        try put(bytes)
    }

    /// Adds numbers, as they lie in memory, to the section that was begun last.
    public func append<Number: BitwiseCopyable>(contentsOf numbers: [Number]) throws(SectionedFileError) {
        precondition(1.littleEndian == 1, "files are little-endian, and so are all machines this runs on")
        let failure = numbers.withUnsafeBytes { bytes in
            do throws(SectionedFileError) {
                try append(bytes)
                return nil as SectionedFileError?
            } catch {
                return error
            }
        }
        if let failure { throw failure }
    }

    /// Completes the file: header, sync, name, sync of the folder. Nothing can be added after.
    ///
    /// - Returns: the file's hash, 16 bytes.
    /// - Throws: `.refused`; the file is not there then, or is the whole one.
    public func finish() throws(SectionedFileError) -> [UInt8] {
        precondition(!isFinished, "a file is finished once")
        try endSection(alignment: 1)
        try flush()
        header.byteCount = position
        let page = header.page()
        let written = page.withUnsafeBytes { pwrite(file, $0.baseAddress, $0.count, 0) }
        guard written == page.count else { throw refusal(written < 0 ? errno : ENOSPC) }
        guard fsync(file) == 0 else { throw refusal() }
        guard rename(temporaryPath, path) == 0 else { throw refusal() }
        isFinished = true
        try syncFolder()
        return SectionedFileHeader.hash(of: page)
    }

    private func endSection(alignment: Int) throws(SectionedFileError) {
        let gap = (alignment - position % alignment) % alignment
        if hash != nil {
            [UInt8](repeating: 0, count: gap).withUnsafeBytes { hash!.append($0) }
            header.sections[header.sections.count - 1].hash = hash!.value()
        }
        try put(zeroCount: gap)
    }

    private func put(zeroCount: Int) throws(SectionedFileError) {
        buffer.append(contentsOf: repeatElement(0, count: zeroCount))
        position += zeroCount
        if buffer.count >= Self.bufferByteCount { try flush() }
    }

    private func put(_ bytes: UnsafeRawBufferPointer) throws(SectionedFileError) {
        position += bytes.count
        if buffer.count + bytes.count >= Self.bufferByteCount { try flush() }
        if bytes.count >= Self.bufferByteCount {
            try write(bytes)
        } else {
            buffer.append(contentsOf: bytes)
        }
    }

    private func flush() throws(SectionedFileError) {
        let full = buffer
        buffer.removeAll(keepingCapacity: true)
        let failure = full.withUnsafeBytes { bytes in
            do throws(SectionedFileError) {
                try write(bytes)
                return nil as SectionedFileError?
            } catch {
                return error
            }
        }
        if let failure { throw failure }
    }

    private func write(_ bytes: UnsafeRawBufferPointer) throws(SectionedFileError) {
        var done = 0
        while done < bytes.count {
            let written = Glibc.write(file, bytes.baseAddress! + done, bytes.count - done)
            if written < 0 {
                if errno == EINTR { continue }
                throw refusal()
            }
            done += written
        }
    }

    private func syncFolder() throws(SectionedFileError) {
        let folder = path.lastIndex(of: "/").map { path[..<$0].isEmpty ? "/" : String(path[..<$0]) } ?? "."
        let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw .refused(path: folder, errorNumber: errno) }
        defer { close(directory) }
        guard fsync(directory) == 0 else { throw .refused(path: folder, errorNumber: errno) }
    }

    private func refusal(_ errorNumber: CInt = errno) -> SectionedFileError {
        .refused(path: temporaryPath, errorNumber: errorNumber)
    }
}
