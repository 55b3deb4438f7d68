/// Text for HTML.
enum HTMLText {
    /// `text` so that it means itself, between tags and inside quoted attributes; control characters become U+FFFD.
    static func escaped(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\n", "\t": result.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value): result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// `url` if a click on it opens a page or a picture and runs nothing; nil for other schemes and for paths.
    static func safeLink(_ url: String) -> String? {
        let lowered = url.lowercased()
        guard ["http://", "https://", "file://"].contains(where: { lowered.hasPrefix($0) }) else { return nil }
        return escaped(url)
    }
}
