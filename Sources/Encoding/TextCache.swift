/// The encoded texts that were used last, within a bound of bytes.
struct TextCache {
    private struct Entry {
        var text: String
        var encoded: EncodedText
        var newer: Int
        var older: Int
    }

    /// Bytes that an entry takes beside its text and vector: dictionary, links, headers.
    static let entryOverheadByteCount = 200

    let byteCountMax: Int
    private(set) var byteCount = 0
    private(set) var hitCount: UInt64 = 0
    private(set) var missCount: UInt64 = 0
    private var places: [String: Int] = [:]
    private var entries: [Entry] = []
    private var freePlaces: [Int] = []
    private var newest = -1
    private var oldest = -1

    init(byteCountMax: Int) {
        self.byteCountMax = byteCountMax
    }

    var count: Int { places.count }

    /// What was encoded for `text`, which becomes the newest entry.
    mutating func find(_ text: String) -> EncodedText? {
        // Strings that Unicode calls equal may differ in bytes, and a tokenizer may tell them apart.
        guard let place = places[text], entries[place].text.utf8.elementsEqual(text.utf8) else {
            missCount += 1
            return nil
        }
        hitCount += 1
        unlink(place)
        link(place)
        return entries[place].encoded
    }

    /// Keeps `encoded` for `text`, and drops the oldest entries that no longer fit.
    mutating func keep(_ encoded: EncodedText, for text: String) {
        let cost = Self.cost(text, encoded)
        guard cost <= byteCountMax else { return }
        if let place = places[text] { drop(place) }
        while byteCount + cost > byteCountMax { drop(oldest) }
        let entry = Entry(text: text, encoded: encoded, newer: -1, older: -1)
        let place: Int
        if let free = freePlaces.popLast() {
            place = free
            entries[place] = entry
        } else {
            place = entries.count
            entries.append(entry)
        }
        places[text] = place
        byteCount += cost
        link(place)
    }

    private static func cost(_ text: String, _ encoded: EncodedText) -> Int {
        text.utf8.count + encoded.vector.count * MemoryLayout<Float>.stride + entryOverheadByteCount
    }

    private mutating func drop(_ place: Int) {
        unlink(place)
        byteCount -= Self.cost(entries[place].text, entries[place].encoded)
        places[entries[place].text] = nil
        entries[place].text = ""
        entries[place].encoded = EncodedText(vector: [], tokenCount: 0, unknownTokenCount: 0, isTruncated: false)
        freePlaces.append(place)
    }

    private mutating func unlink(_ place: Int) {
        let (newer, older) = (entries[place].newer, entries[place].older)
        if newer >= 0 { entries[newer].older = older } else { newest = older }
        if older >= 0 { entries[older].newer = newer } else { oldest = newer }
    }

    private mutating func link(_ place: Int) {
        entries[place].newer = -1
        entries[place].older = newest
        if newest >= 0 { entries[newest].newer = place } else { oldest = place }
        newest = place
    }
}
