import Ground
import Testing
import Vocabulary
import Wire

@Test func `a search request comes back as it was sent`() throws {
    let request = SearchRequest(
        gallery: "dogs", limit: 10,
        fields: [FieldQuery(field: "text", vector: [1, -2, .infinity], weight: 0)],
        filter: Filter(tags: [TagClause(any: ["a", ""])]), fusion: Fusion(kind: .rrf, rrfConstant: 3), minScore: 0)
    let buffer = ByteBuffer()
    request.write(to: buffer)
    #expect(try SearchRequest(wire: buffer.bytes) == request)
}
