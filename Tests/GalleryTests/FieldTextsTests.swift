import Gallery
import Testing
import Vocabulary

/// What is encoded for an item.
struct FieldTextsTests {
    private let standard = GallerySpec(
        fields: DefaultTemplates.fields.map { FieldSpec(name: $0.name, template: $0.template, encoder: "e") })

    private func texts(_ item: Item) throws -> [String?] { try FieldTexts(standard).texts(of: item) }

    @Test func `the standard fields are the description, the tags, and what was seen with the tags`() throws {
        let item = Item(
            description: "A fox\nin snow", tags: ["red", "winter"], detections: [Detection(label: "fox", score: 0.9)])
        #expect(try texts(item) == ["A fox in snow", "red, winter", "fox, red, winter"])
    }

    @Test func `a field without text is missing, never a copy of another`() throws {
        #expect(try texts(Item(tags: ["red"])) == [nil, "red", nil])
        #expect(try texts(Item(description: "a fox")) == ["a fox", nil, nil])
        #expect(try texts(Item(detections: [Detection(label: "fox")])) == [nil, nil, "fox"])
    }

    @Test func `labels are distinct and the surest come first`() throws {
        let item = Item(
            detections: [
                Detection(label: "tree", score: 0.3), Detection(label: "fox", score: 0.5),
                Detection(label: "unsure"), Detection(label: "tree ", score: 0.8), Detection(label: "hat", score: 0.5),
            ])
        #expect(try texts(item)[2] == "tree, fox, hat, unsure")
    }

    @Test func `blank tags are left out`() throws {
        #expect(try texts(Item(tags: [" ", "red", ""]))[1] == "red")
        #expect(try texts(Item(tags: [" "]))[1] == nil)
    }

    @Test func `the author is the author's name`() throws {
        let spec = GallerySpec(fields: [FieldSpec(name: "author", template: "{author}", encoder: "e")])
        let item = Item(authorId: "7", authorName: "Ann")
        #expect(try FieldTexts(spec).texts(of: item) == ["Ann"])
    }

    @Test func `a field without a template is missing`() throws {
        let spec = GallerySpec(fields: [FieldSpec(name: "own", dimension: 3)])
        #expect(try FieldTexts(spec).texts(of: Item(description: "a fox")) == [nil])
    }

    @Test func `a wrong template is refused with the field and the place in it`() {
        let spec = GallerySpec(fields: [FieldSpec(name: "a", template: "{tagz}", encoder: "e")])
        let failure = #expect(throws: CallFailure.self) { try FieldTexts(spec) }
        #expect(failure?.reason == "bad_template")
        #expect(failure?.field == "spec.fields[0].template")
        #expect(failure?.value == 1)
        #expect(failure?.message.contains("did you mean 'tags'?") == true)
    }
}
