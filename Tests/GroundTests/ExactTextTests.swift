import Ground
import Testing

@Suite struct ExactTextTests {
    @Test func `texts are equal when their bytes are, and not when they only look alike`() {
        #expect(ExactText("caf\u{e9}") == ExactText("caf\u{e9}"))
        #expect(ExactText("caf\u{e9}") != ExactText("cafe\u{301}"))
        #expect(ExactText("a") != ExactText("ab"))
    }

    @Test func `a dictionary tells them apart`() {
        var numbers: [ExactText: Int] = [:]
        for (number, text) in ["", "\u{e9}", "e\u{301}", "\u{212b}", "\u{c5}"].enumerated() {
            numbers[ExactText(text)] = number
        }
        #expect(numbers.count == 5 && numbers[ExactText("e\u{301}")] == 2)
    }
}
