import Ground
import Testing
import Vocabulary
import Wire

@Test(arguments: MessageKind.all)
func `every field comes back as it was sent`(kind: MessageKind) throws {
    try checkFilled(kind.type)
}

@Test(arguments: MessageKind.all)
func `what another implementation writes is read alike`(kind: MessageKind) throws {
    try checkForeign(kind.type)
}

@Test(arguments: MessageKind.all)
func `another implementation would write the same bytes`(kind: MessageKind) {
    checkBytes(kind.type)
}

@Test(arguments: MessageKind.all, UInt64(1)...8)
func `random values come back as they were sent`(kind: MessageKind, seed: UInt64) throws {
    try checkRandom(kind.type, seed)
}

@Test(arguments: MessageKind.all)
func `an empty message is no bytes`(kind: MessageKind) throws {
    try checkEmpty(kind.type)
}

@Test func `an optional number that is zero is not absent`() throws {
    let request = SearchRequest(minScore: 0)
    #expect(try SearchRequest(wire: request.wire).minScore == 0)
}

@Test func `a union's empty text is not absent`() throws {
    let attribute = Attribute(value: .text(""))
    #expect(try Attribute(wire: attribute.wire) == attribute)
}

@Test func `a vector's bits come back, not a number's only`() throws {
    let odd = Float(bitPattern: 0x7FC0_1234)
    let vector = try Vector(wire: Vector(values: [odd, -0.0]).wire)
    #expect(vector.values.map(\.bitPattern) == [odd.bitPattern, Float(-0.0).bitPattern])
}

@Test func `a message is added after what the buffer holds`() throws {
    let buffer = ByteBuffer()
    withUnsafeBytes(of: UInt32(7)) { buffer.append($0) }
    Lora(name: "x").write(to: buffer)
    #expect([UInt8](buffer.bytes) == [7, 0, 0, 0, 10, 1, 120])
}

@Test func `text with a NUL is not sent`() async {
    await #expect(processExitsWith: .failure) {
        _ = Lora(name: "a\0b").wire
    }
}

@Test func `threads pack and unpack at the same time`() async throws {
    let hit = Hit.filled[0]
    try await withThrowingTaskGroup(of: Bool.self) { group in
        for _ in 0..<8 {
            group.addTask {
                for _ in 0..<200 where try Hit(wire: hit.wire) != hit { return false }
                return true
            }
        }
        for try await isSame in group { #expect(isSame) }
    }
}

@Test func `a message larger than what a thread keeps comes back`() throws {
    let vector = Vector(values: (0..<3_000_000).map { Float($0) })
    for _ in 0..<2 { #expect(try Vector(wire: vector.wire) == vector) }
}

private func checkFilled<Message: SampledMessage>(_ type: Message.Type) throws {
    for value in type.filled { #expect(try Message(wire: value.wire) == value) }
}

private func checkForeign<Message: SampledMessage>(_ type: Message.Type) throws {
    #expect(try type.filledWire.map { try Message(wire: $0) } == type.filled)
}

private func checkBytes<Message: SampledMessage>(_ type: Message.Type) {
    #expect(type.filled.map(\.wire) == type.filledWire)
}

private func checkRandom<Message: SampledMessage>(_ type: Message.Type, _ seed: UInt64) throws {
    var source = RandomSource(seed: seed)
    for _ in 0..<20 {
        let value = Message(from: &source)
        #expect(try Message(wire: value.wire) == value)
    }
}

private func checkEmpty<Message: SampledMessage>(_ type: Message.Type) throws {
    #expect(type.empty.wire.isEmpty)
    #expect(try Message(wire: []) == type.empty)
}
