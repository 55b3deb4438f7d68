internal import Glibc
internal import Ground

/// Pictures below one folder, as `data:` URIs for a page that holds all it shows.
struct PictureFolder {
    static let byteCountMax = 1 << 20

    /// The folder, with links resolved.
    private let root: String

    init(_ path: String) throws(ToolError) {
        guard let root = Self.resolved(path) else {
            throw unsafe ToolError(description: "--image-root: \(path): \(String(cString: strerror(errno)))")
        }
        self.root = root
    }

    /// The picture that an item's `url` names, if it lies below the folder, can be read, is smaller than 1 MiB and of a
    /// kind that browsers show. The url may be a path, `file:…`, or a web address whose path is tried below the folder.
    func dataURI(ofPictureAt url: String) -> String? {
        for path in Self.paths(of: url) {
            guard let kind = Self.mediaType(ofFile: path) else { continue }
            for candidate in [root + "/" + path, path] {
                // A path may say `..` or be a link: only what truly lies below the folder is shown.
                guard let resolved = Self.resolved(candidate), resolved.hasPrefix(root == "/" ? "/" : root + "/"),
                    let file = try? MappedFile(path: resolved), file.byteCount > 0, file.byteCount < Self.byteCountMax
                else { continue }
                return "data:\(kind);base64," + Base64.text(of: file.bytes)
            }
        }
        return nil
    }

    /// Paths that `url` may mean, as it stands first.
    private static func paths(of url: String) -> [String] {
        var path = Substring(url)
        if path.hasPrefix("file://") {
            path = path.dropFirst(7)
        } else if path.hasPrefix("file:") {
            path = path.dropFirst(5)
        } else if let scheme = url.firstRange(of: "://") {
            let rest = url[scheme.upperBound...]
            let end = rest.firstIndex { $0 == "?" || $0 == "#" } ?? rest.endIndex
            guard let slash = rest[..<end].firstIndex(of: "/") else { return [] }
            path = rest[slash..<end]
        }
        guard !path.isEmpty else { return [] }
        let decoded = percentDecoded(path)
        return decoded == path ? [String(path)] : [String(path), decoded]
    }

    private static func percentDecoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let high = rest.first, let low = rest.dropFirst().first,
                let value = UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16), value != 0
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func mediaType(ofFile path: String) -> String? {
        switch path.split(separator: ".").last?.lowercased() {
        case "svg": "image/svg+xml"
        case "png": "image/png"
        case "jpg", "jpeg": "image/jpeg"
        case "webp": "image/webp"
        case "gif": "image/gif"
        default: nil
        }
    }

    private static func resolved(_ path: String) -> String? {
        guard let resolved = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }
}
