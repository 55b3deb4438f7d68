internal import Vocabulary

/// One page that shows what was found: the pictures, their scores by field, and the plan. It holds all it needs, runs
/// no script, and its policy forbids it to ask the network (pictures excepted where those were asked for).
struct ContactSheet {
    var title: String
    var gallery: String
    var askedCount: Int
    var seed: UInt64?
    var found: Found
    /// A `data:` URI per hit; nil where there is no picture to hold.
    var pictures: [String?]
    var loadsRemotePictures = false

    var html: String {
        let sources = loadsRemotePictures ? "data: https: http:" : "data:"
        let cards = found.hits.indices.map { card($0) }.joined()
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <meta http-equiv="Content-Security-Policy" \
            content="default-src 'none'; img-src \(sources); style-src 'unsafe-inline'">
            <title>\(HTMLText.escaped(title)) · Tessera</title>
            <style>\(PageStyle.common)\(Self.style)</style>
            </head>
            <body>
            <header>
            <p class="kind">\(kind)</p>
            <h1>\(HTMLText.escaped(title))</h1>
            \(plan)\(facts)\(notes)</header>
            <main>
            \(cards.isEmpty ? "<p class=\"nothing\">Nothing was found.</p>\n" : cards)</main>
            <footer>Made by tessera. Scores are similarities: higher is better.</footer>
            </body>
            </html>

            """
    }

    private var kind: String {
        let count = found.hits.count == 1 ? "1 picture" : "\(found.hits.count) pictures"
        return "\(count) from <b>\(HTMLText.escaped(gallery))</b>"
    }

    private var plan: String {
        guard let plan = found.plan else { return "" }
        var rows = ""
        if !plan.searchText.isEmpty { rows += Self.row("Search text", HTMLText.escaped(plan.searchText)) }
        if !plan.generationPrompt.isEmpty {
            rows += Self.row(
                "Generation prompt", "<span class=\"copy\">\(HTMLText.escaped(plan.generationPrompt))</span>")
        }
        if !plan.loras.isEmpty {
            rows += Self.row("LoRAs", plan.loras.map(Self.lora).joined(separator: " "))
        }
        return rows.isEmpty ? "" : "<dl class=\"plan\">\n\(rows)</dl>\n"
    }

    private static func lora(_ lora: Lora) -> String {
        let words = lora.triggerWords.map { "<i>\(HTMLText.escaped($0))</i>" }.joined(separator: ", ")
        return "<span class=\"chip\"><b>\(HTMLText.escaped(lora.name))</b> × \(lora.weight)"
            + (words.isEmpty ? "" : " · \(words)") + "</span>"
    }

    private static func row(_ name: String, _ html: String) -> String {
        "<dt>\(name)</dt><dd>\(html)</dd>\n"
    }

    private var facts: String {
        var facts: [(String, String)] = [
            ("asked for", "\(askedCount)"), ("seed", (found.plan?.seed ?? seed).map { "\($0)" } ?? "none"),
            ("coverage", Figures.fixed(Double(found.coverage) * 100, digitCount: 0) + " %"),
            ("sequence", Figures.count(found.sequence)),
        ]
        if let explanation = found.explanation {
            facts.append(("fusion", explanation.fusion.map { "\($0)" } ?? "weighted"))
            for weight in explanation.weights { facts.append(("weight of \(weight.field)", "\(weight.weight)")) }
            if let times = explanation.times {
                let sum = times.queue + times.encode + times.filter + times.scan + times.fuse + times.fetch
                facts.append(("time", Figures.fixed(Double(sum) / 1_000, digitCount: 1) + " ms"))
            }
        }
        let list = facts.map { "<li>\(HTMLText.escaped($0)) <b>\(HTMLText.escaped($1))</b></li>" }.joined()
        return "<ul class=\"facts\">\(list)</ul>\n"
    }

    private var notes: String {
        found.notes(askedCount: askedCount).map { "<p class=\"note\">\(HTMLText.escaped($0))</p>\n" }.joined()
    }

    private func card(_ place: Int) -> String {
        let hit = found.hits[place]
        let item = hit.item ?? Item()
        let author = item.authorName.isEmpty ? item.authorId : item.authorName
        var text =
            "<article>\n<div class=\"picture\">\(picture(place, item))<span class=\"rank\">\(place + 1)</span></div>\n"
        text += "<div class=\"text\">\n<p class=\"score\"><b>\(Figures.fixed(Double(hit.score), digitCount: 3))</b> "
        text += "<span class=\"id\">\(link(item))</span></p>\n"
        if !item.description.isEmpty { text += "<p class=\"description\">\(HTMLText.escaped(item.description))</p>\n" }
        if !author.isEmpty { text += "<p class=\"author\">by \(HTMLText.escaped(author))</p>\n" }
        text += scores(hit)
        if !item.tags.isEmpty {
            let shown = item.tags.prefix(12).map { "<li>\(HTMLText.escaped($0))</li>" }.joined()
            let more = item.tags.count > 12 ? "<li>+\(item.tags.count - 12)</li>" : ""
            text += "<ul class=\"tags\">\(shown)\(more)</ul>\n"
        }
        return text + "</div>\n</article>\n"
    }

    private func picture(_ place: Int, _ item: Item) -> String {
        let words = HTMLText.escaped(item.description.isEmpty ? item.id : item.description)
        if pictures.indices.contains(place), let data = pictures[place] {
            return "<img src=\"\(HTMLText.escaped(data))\" alt=\"\(words)\">"
        }
        let lowered = item.url.lowercased()
        if loadsRemotePictures, lowered.hasPrefix("https://") || lowered.hasPrefix("http://") {
            return "<img src=\"\(HTMLText.escaped(item.url))\" alt=\"\(words)\" loading=\"lazy\" "
                + "referrerpolicy=\"no-referrer\">"
        }
        let address = item.url.isEmpty ? "no address is known" : HTMLText.escaped(item.url)
        guard let link = HTMLText.safeLink(item.url) else { return "<span class=\"absent\">\(address)</span>" }
        return "<a class=\"absent\" href=\"\(link)\" rel=\"noreferrer noopener\">\(address)</a>"
    }

    private func link(_ item: Item) -> String {
        guard let link = HTMLText.safeLink(item.url) else { return HTMLText.escaped(item.id) }
        return "<a href=\"\(link)\" rel=\"noreferrer noopener\">\(HTMLText.escaped(item.id))</a>"
    }

    /// The similarity in each field, its rank, and a bar of what it added to the score.
    private func scores(_ hit: Hit) -> String {
        guard !hit.fields.isEmpty else { return "" }
        let largest = max(hit.fields.map(\.contribution).max() ?? 0, .leastNormalMagnitude)
        let rows = hit.fields.map { score in
            guard let similarity = score.similarity else {
                return "<tr class=\"missing\"><th>\(HTMLText.escaped(score.field))</th>"
                    + "<td colspan=\"3\">missing</td></tr>\n"
            }
            let share = Double(max(0, min(1, score.contribution / largest))) * 100
            return "<tr><th>\(HTMLText.escaped(score.field))</th>"
                + "<td class=\"bar\"><span style=\"width:\(Figures.fixed(share, digitCount: 0))%\"></span></td>"
                + "<td>\(Figures.fixed(Double(similarity), digitCount: 3))</td>"
                + "<td class=\"of\">#\(score.rank)</td></tr>\n"
        }
        return "<table>\n\(rows.joined())</table>\n"
    }

    private static let style = """

        .plan { display: grid; grid-template-columns: max-content 1fr; gap: .35rem 1.2rem; margin-top: 1.2rem; \
        padding: 1rem 1.2rem; \
        background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
        .plan dt { color: var(--soft); } .plan dd { overflow-wrap: anywhere; } .copy { user-select: all; }
        .chip { display: inline-block; border: 1px solid var(--line); border-radius: 99px; padding: 0 .7rem; }
        .tags { list-style: none; padding: 0; display: flex; flex-wrap: wrap; }
        main { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); gap: 1.4rem; }
        article { background: var(--card); border: 1px solid var(--line); border-radius: 12px; overflow: hidden; \
        display: flex; flex-direction: column; }
        .picture { position: relative; aspect-ratio: 1; background: var(--mat); padding: 1rem; display: grid; \
        place-items: center; \
        border-bottom: 1px solid var(--line); }
        .picture img { position: absolute; inset: 1rem; width: calc(100% - 2rem); height: calc(100% - 2rem); \
        object-fit: contain; }
        .absent { color: #6b6862; font-size: .85rem; overflow-wrap: anywhere; text-align: center; max-height: 100%; \
        overflow: hidden; }
        .rank { position: absolute; top: .6rem; left: .6rem; min-width: 1.8rem; height: 1.8rem; border-radius: 99px; \
        background: var(--accent); color: var(--card); font-weight: 700; display: grid; place-items: center; \
        font-size: .9rem; }
        .text { padding: .9rem 1rem 1rem; display: flex; flex-direction: column; gap: .5rem; }
        .score { display: flex; justify-content: space-between; gap: 1rem; font-variant-numeric: tabular-nums; }
        .score b { font-size: 1.05rem; } .id { color: var(--soft); overflow-wrap: anywhere; text-align: right; } \
        a { color: inherit; }
        .description { display: -webkit-box; -webkit-line-clamp: 4; -webkit-box-orient: vertical; overflow: hidden; \
        overflow-wrap: anywhere; }
        .author { color: var(--soft); font-size: .87rem; overflow-wrap: anywhere; }
        table { width: 100%; border-collapse: collapse; font-size: .87rem; font-variant-numeric: tabular-nums; }
        th { text-align: left; font-weight: 400; color: var(--soft); padding-right: .6rem; } td { text-align: right; \
        padding-left: .4rem; }
        .bar { width: 45%; } .bar span { display: block; height: .45rem; border-radius: 99px; \
        background: var(--accent); min-width: 2px; }
        .of, .missing td { color: var(--soft); }
        .tags { gap: .25rem; font-size: .8rem; } .tags li { background: var(--page); border-radius: 4px; \
        padding: 0 .45rem; overflow-wrap: anywhere; }
        .nothing { color: var(--soft); margin-top: 2rem; font-size: .87rem; }
        @media print { article { break-inside: avoid; } }

        """
}
