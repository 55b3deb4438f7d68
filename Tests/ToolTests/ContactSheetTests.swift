import Ground
import Testing
import Vocabulary

@testable import tessera

struct ContactSheetTests {
    static let attack = "\"><script>alert('x')</script>&<img src=x onerror=y>\u{1}"

    /// A sheet in which every text is `text`.
    static func sheet(_ text: String, url: String, picture: String? = nil, remote: Bool = false) -> ContactSheet {
        let item = Item(
            id: text, url: url, description: text, tags: [text], authorName: text)
        let hit = Hit(
            item: item, score: 0.5,
            fields: [
                FieldScore(field: text, similarity: 0.25, rank: 1, contribution: 0.5), FieldScore(field: "tags"),
            ])
        let plan = GenerationPlan(
            searchText: text, generationPrompt: text, loras: [Lora(name: text, weight: 1, triggerWords: [text])],
            imageCount: 2, seed: 7)
        let found = Found(
            FindGuidesResponse(
                guides: [hit], plan: plan, coverage: 1, sequence: 12, shortReason: .similar,
                explanation: Explanation(
                    times: StageTimes(encode: 4_000), weights: [FieldWeight(field: text, weight: 1)])))
        return ContactSheet(
            title: text, gallery: text, askedCount: 2, seed: 7, found: found, pictures: [picture],
            loadsRemotePictures: remote)
    }

    @Test func `no text can become a tag or leave an attribute`() {
        let html = Self.sheet(Self.attack, url: Self.attack).html
        #expect(!html.contains("<script") && !html.contains("<img") && !html.contains("\u{1}"))
        #expect(html.contains("&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;"))
    }

    @Test(arguments: ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", " javascript:x", "vbscript:x"])
    func `an address that would run something is no link`(url: String) {
        #expect(!Self.sheet("a", url: url).html.contains("href"))
    }

    @Test func `a picture is part of the page`() {
        let html = Self.sheet("a", url: "x.png", picture: "data:image/png;base64,AAAA").html
        #expect(html.contains("<img src=\"data:image/png;base64,AAAA\" alt=\"a\">"))
    }

    @Test func `the page asks the network for nothing`() {
        let html = Self.sheet("a", url: "https://example.org/x.png").html
        #expect(html.contains("default-src 'none'; img-src data:; style-src 'unsafe-inline'"))
        #expect(!html.contains("<img") && !html.contains("<script") && !html.contains("<link"))
        #expect(!html.contains("@import") && !html.contains("url("))
        #expect(html.contains("href=\"https://example.org/x.png\" rel=\"noreferrer noopener\""))
    }

    @Test func `pictures are loaded from elsewhere if asked for`() {
        let html = Self.sheet("a", url: "https://example.org/x.png", remote: true).html
        #expect(html.contains("<img src=\"https://example.org/x.png\""))
        #expect(html.contains("img-src data: https: http:;"))
    }

    @Test func `scores, plan, seed, coverage and sequence are shown`() {
        let html = Self.sheet("word", url: "x").html
        for part in [
            "Search text", "Generation prompt", "<b>word</b> × 1.0 · <i>word</i>", "seed <b>7</b>",
            "coverage <b>100 %</b>", "sequence <b>12</b>", "0.250", "#1", "missing", "1 of 2 asked for",
        ] {
            #expect(html.contains(part), "\(part) is not shown")
        }
    }

    @Test func `what was not found is said`() {
        let sheet = ContactSheet(
            title: "t", gallery: "g", askedCount: 4, found: Found(FindGuidesResponse()), pictures: [])
        #expect(sheet.html.contains("Nothing was found."))
    }
}
