internal import CUtf8proc
internal import Glibc

/// The form of a tag that is compared: two tags that people take for the same have the same folded form.
///
/// Unicode's NFKC case folding (case, width, ligatures, invisible characters), blanks at both ends dropped and every
/// inner run of blanks made one space. Accents stay: `resume` and `résumé` are different tags.
///
/// Folding what is folded changes nothing.
public func foldedTag(_ tag: String) -> String {
    var tag = tag
    if let folded = tag.withUTF8({ foldedASCII($0) }) { return folded }
    // One pass is enough for nearly every text; a few compatibility characters need a second.
    var folded = casefolded(tag)
    while true {
        let again = casefolded(folded)
        if again.utf8.elementsEqual(folded.utf8) { break }
        folded = again
    }
    return blanksCollapsed(folded)
}

/// The folded form when `bytes` are ASCII alone, nil when they are not.
private func foldedASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
    return String(unsafeUninitializedCapacity: bytes.count) { folded in
        var count = 0
        var isBlankOwed = false
        for byte in bytes {
            if byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) {
                isBlankOwed = count > 0
                continue
            }
            if isBlankOwed {
                folded[count] = 0x20
                count += 1
                isBlankOwed = false
            }
            folded[count] = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
            count += 1
        }
        return count
    }
}

/// `text` after one pass of NFKC case folding.
private func casefolded(_ text: String) -> String {
    var text = text
    let options = utf8proc_option_t(
        rawValue: UTF8PROC_STABLE.rawValue | UTF8PROC_COMPOSE.rawValue | UTF8PROC_COMPAT.rawValue
            | UTF8PROC_CASEFOLD.rawValue | UTF8PROC_IGNORE.rawValue)
    var mapped: UnsafeMutablePointer<UInt8>?
    let byteCount = text.withUTF8 { utf8proc_map($0.baseAddress, $0.count, &mapped, options) }
    // A String is always valid UTF-8, which leaves only running out of memory.
    precondition(byteCount >= 0, "utf8proc failed with \(byteCount)")
    defer { free(mapped) }
    return String(decoding: UnsafeBufferPointer(start: mapped, count: byteCount), as: UTF8.self)
}

private func blanksCollapsed(_ text: String) -> String {
    var collapsed = ""
    collapsed.reserveCapacity(text.utf8.count)
    var isBlankOwed = false
    for scalar in text.unicodeScalars {
        if scalar.properties.isWhitespace {
            isBlankOwed = !collapsed.isEmpty
            continue
        }
        if isBlankOwed {
            collapsed.unicodeScalars.append(" ")
            isBlankOwed = false
        }
        collapsed.unicodeScalars.append(scalar)
    }
    return collapsed
}
