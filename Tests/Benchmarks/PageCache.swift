import Foundation
import Glibc

/// What the system keeps of files in memory.
enum PageCache {
    /// Forgets what is kept of the files below `folder`, so that whoever reads them next is charged for it.
    static func drop(filesBelow folder: String) {
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        for name in names {
            let file = open("\(folder)/\(name)", O_RDONLY)
            guard file >= 0 else { continue }
            _ = fdatasync(file)
            _ = posix_fadvise(file, 0, 0, CInt(POSIX_FADV_DONTNEED))
            close(file)
        }
    }
}
