/// Finds what somebody who mistyped a name most likely meant.
public enum NearestName {
    /// The candidate with the fewest edits from `name`, if that is at most a third of its length (two at least);
    /// the first one among equals. Letter case does not count.
    public static func of(_ name: String, among candidates: [String]) -> String? {
        var best: (candidate: String, distance: Int)?
        for candidate in candidates {
            let distance = editDistance(Array(name.lowercased().utf8), Array(candidate.lowercased().utf8))
            if distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        guard let best, best.distance <= max(2, best.candidate.utf8.count / 3) else { return nil }
        return best.candidate
    }

    /// Insertions, deletions and replacements that turn `left` into `right` (Levenshtein 1965).
    static func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for i in 0..<left.count {
            var diagonal = row[0]
            row[0] = i + 1
            for j in 0..<right.count {
                let replaced = diagonal + (left[i] == right[j] ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(replaced, min(row[j], row[j + 1]) + 1)
            }
        }
        return row[right.count]
    }
}
