import Ground
import Testing

struct NearestNameTests {
    @Test(arguments: [
        ("lissten", "listen"), ("Levl", "level"), ("encodres", "encoders"), ("descriptoin", "description"),
    ])
    func `a mistyped name is answered with what was meant`(typed: String, meant: String) {
        #expect(NearestName.of(typed, among: ["data", "listen", "level", "encoders", "description"]) == meant)
    }

    @Test func `what is like nothing gets no suggestion`() {
        #expect(NearestName.of("zebra", among: ["listen", "description"]) == nil)
        #expect(NearestName.of("anything", among: []) == nil)
    }
}
