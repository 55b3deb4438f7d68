import Gallery
import Testing

/// The language of templates.
struct TextTemplateTests {
    private func render(_ source: String, _ values: [ItemPlaceholder: String]) throws -> String {
        try TextTemplate<ItemPlaceholder>(source).render { values[$0] ?? "" }
    }

    @Test func `words stand for themselves and placeholders for their values`() throws {
        #expect(
            try render("a photo of {description}, by {author}", [.description: "a fox", .author: "Ann"])
                == "a photo of a fox, by Ann")
    }

    @Test func `a group vanishes when a placeholder in it is empty`() throws {
        let source = "{description}[, tagged {tags} by {author}]"
        #expect(try render(source, [.description: "a fox", .tags: "red"]) == "a fox")
        #expect(
            try render(source, [.description: "a fox", .tags: "red", .author: "Ann"]) == "a fox, tagged red by Ann")
    }

    @Test func `a required placeholder without a value empties the whole text`() throws {
        #expect(try render("{detections!}[, {tags}]", [.tags: "red"]) == "")
        #expect(try render("{detections!}[, {tags}]", [.detections: "fox"]) == "fox")
    }

    @Test func `a required placeholder empties the whole text from within a group too`() throws {
        #expect(try render("{description}[ with {tags!}]", [.description: "a fox"]) == "")
    }

    @Test func `words without a single value are no text`() throws {
        #expect(try render("a photo of {description}", [:]) == "")
        #expect(try render("a photo of {description}", [.description: " \n"]) == "")
    }

    @Test func `a backslash takes the next character as it is`() throws {
        #expect(try render(#"\[\{{tags}\}\] \\"#, [.tags: "red"]) == #"[{red}] \"#)
    }

    @Test func `white space of any kind and length becomes one space`() throws {
        #expect(
            try render(" {description}  and\t{tags}", [.description: "a\n\n fox", .tags: "\u{a0}red "])
                == "a fox and red")
    }

    @Test func `separators left over at the ends are taken off`() throws {
        #expect(try render("{description}, {tags}", [.tags: "red"]) == "red")
        #expect(try render("{description}, {tags}", [.description: "a fox"]) == "a fox")
        #expect(try render("{description} | {tags};", [.description: "a fox."]) == "a fox.")
    }

    @Test func `braces and brackets in values are only characters`() throws {
        #expect(try render("{description}", [.description: "[{tags}] \\"]) == "[{tags}] \\")
    }

    @Test func `an unknown placeholder is refused with its place and the nearest name`() {
        #expect(throws: TemplateError.unknownPlaceholder(name: "desciption", position: 4, nearest: "description")) {
            try TextTemplate<ItemPlaceholder>("of {desciption}")
        }
        #expect(throws: TemplateError.unknownPlaceholder(name: "price", position: 1, nearest: nil)) {
            try TextTemplate<ItemPlaceholder>("{price}")
        }
    }

    @Test(arguments: [
        ("a {tags", TemplateError.openPlaceholder(position: 3)),
        ("a [b {tags}", .openGroup(position: 3)),
        ("[a [{tags}]]", .nestedGroup(position: 4)),
        ("{tags} [sic]", .groupWithoutPlaceholder(position: 8)),
        ("{tags}]", .strayCloser("]", position: 7)),
        ("é}{tags}", .strayCloser("}", position: 2)),
        (#"{tags}\"#, .danglingEscape(position: 7)),
        ("a photo", .noPlaceholder),
        ("", .noPlaceholder),
        ("{}", .unknownPlaceholder(name: "", position: 1, nearest: nil)),
    ])
    func `a malformed template is refused with its place`(source: String, expected: TemplateError) {
        #expect(throws: expected) { try TextTemplate<ItemPlaceholder>(source) }
    }

    @Test(arguments: 0..<300 as Range<UInt64>)
    func `any text is either refused or rendered`(seed: UInt64) {
        var chance = Chance(seed: seed)
        let pieces = ["{", "}", "[", "]", "\\", "!", "{tags}", "{tags!}", " ", ",", "é", "word"]
        let source = (0..<12).map { _ in pieces.randomElement(using: &chance)! }.joined()
        guard let template = try? TextTemplate<ItemPlaceholder>(source) else { return }
        let text = template.render { _ in "x" }
        #expect(!text.contains("  ") && !text.hasPrefix(" ") && !text.hasSuffix(" "))
    }
}
