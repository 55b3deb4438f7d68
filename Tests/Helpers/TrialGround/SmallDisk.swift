internal import Glibc

/// A file system in memory with little room, for trials of a full disk. Needs the right to mount.
public final class SmallDisk {
    private let directory = TemporaryDirectory()
    public var path: String { directory.path }

    public init?(byteCount: Int) {
        guard mount("none", directory.path, "tmpfs", 0, "size=\(byteCount)") == 0 else { return nil }
    }

    deinit {
        umount2(directory.path, CInt(MNT_DETACH))
    }

    public static let isPermitted = SmallDisk(byteCount: 1 << 20) != nil
}
