import Testing
import Vocabulary

/// W3C's Trace Context.
struct TraceContextTests {
    private static let text = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    @Test(arguments: [text, "00-00000000000000000000000000000001-0000000000000001-00", "00-" + text.dropFirst(3)])
    func `what is read is written again`(text: String) {
        #expect(TraceContext(Array(text.utf8))?.text == text)
    }

    @Test func `a later version is passed on as the one that is known`() {
        #expect(TraceContext(Array(("cc" + Self.text.dropFirst(2) + "-more").utf8))?.text == Self.text)
    }

    @Test func `a child has the trace and flags of its parent, and a span of its own`() throws {
        let parent = try #require(TraceContext(Array(Self.text.utf8)))
        let child = parent.child()
        #expect(child.trace == parent.trace && child.flags == parent.flags)
        #expect(child.span != parent.span && child.span != parent.child().span)
        #expect(TraceContext(Array(child.text.utf8)) == child)
    }

    @Test(arguments: [
        "", "00", String(text.dropLast()), text + "-00", text + "0", "ff" + text.dropFirst(2), text.uppercased(),
        "cc" + text.dropFirst(2) + "more", "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01", text.replacing("-", with: "0"),
        text.replacing("7", with: "g"),
    ])
    func `what is malformed is none`(text: String) {
        #expect(TraceContext(Array(text.utf8)) == nil)
    }
}
