@testable import Encoding
import Testing

@Suite struct TextCacheTests {
    static func encoded(_ value: Float) -> EncodedText {
        EncodedText(vector: [value, 0], tokenCount: 3, unknownTokenCount: 0, isTruncated: false)
    }

    /// Bytes of an entry with a text of one byte.
    static let cost = TextCache.entryOverheadByteCount + 8 + 1

    static func expect(
        _ cache: inout TextCache, _ text: String, isKnown: Bool, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let found = cache.find(text)
        #expect((found != nil) == isKnown, sourceLocation: sourceLocation)
    }

    @Test func `what was kept is found and counted`() {
        var cache = TextCache(byteCountMax: 10 * Self.cost)
        Self.expect(&cache, "a", isKnown: false)
        cache.keep(Self.encoded(1), for: "a")
        let found = cache.find("a")
        #expect(found == Self.encoded(1))
        #expect(cache.hitCount == 1)
        #expect(cache.missCount == 1)
        #expect(cache.byteCount == Self.cost)
    }

    @Test func `the text that was asked for longest ago goes first`() {
        var cache = TextCache(byteCountMax: 3 * Self.cost)
        for text in ["a", "b", "c"] { cache.keep(Self.encoded(1), for: text) }
        Self.expect(&cache, "a", isKnown: true)
        cache.keep(Self.encoded(1), for: "d")
        Self.expect(&cache, "b", isKnown: false)
        for text in ["a", "c", "d"] { Self.expect(&cache, text, isKnown: true) }
    }

    @Test func `texts that look alike but differ in bytes are not confused`() {
        var cache = TextCache(byteCountMax: 10 * Self.cost)
        cache.keep(Self.encoded(1), for: "\u{E9}")
        Self.expect(&cache, "e\u{301}", isKnown: false)
        cache.keep(Self.encoded(2), for: "e\u{301}")
        let found = cache.find("e\u{301}")
        #expect(found == Self.encoded(2))
    }

    @Test func `an entry larger than the cache is not kept`() {
        var cache = TextCache(byteCountMax: Self.cost - 1)
        cache.keep(Self.encoded(1), for: "a")
        #expect(cache.count == 0)
        #expect(cache.byteCount == 0)
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func `the bound holds and the newest entries are those of a plain list`(seed: UInt64) {
        var state = seed
        func next(_ bound: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % bound
        }
        var cache = TextCache(byteCountMax: 8 * Self.cost)
        var model: [String] = []
        for step in 0..<5_000 {
            let text = String(UnicodeScalar(UInt8(97 + next(20))))
            let isKnown = model.contains(text)
            if next(2) == 0 {
                Self.expect(&cache, text, isKnown: isKnown)
                if isKnown {
                    model.removeAll { $0 == text }
                    model.append(text)
                }
            } else {
                cache.keep(Self.encoded(Float(step)), for: text)
                model.removeAll { $0 == text }
                model.append(text)
                if model.count > 8 { model.removeFirst() }
            }
            #expect(cache.count == model.count)
            #expect(cache.byteCount == model.count * Self.cost)
        }
    }
}
