import Testing
import Vocabulary
import Wire

@Test(arguments: MessageKind.all)
func `a message cut short anywhere is refused or is a shorter message`(kind: MessageKind) throws {
    for bytes in kind.type.filledWire {
        for count in 0..<bytes.count { try checkRefusedOrStable(kind.type, [UInt8](bytes[..<count])) }
    }
}

@Test(arguments: MessageKind.all, UInt64(1)...4)
func `a message with changed bytes is refused or travels on`(kind: MessageKind, seed: UInt64) throws {
    var source = RandomSource(seed: seed)
    for bytes in kind.type.filledWire where !bytes.isEmpty {
        for _ in 0..<100 {
            var changed = bytes
            for _ in 0...source.next() % 3 {
                changed[Int(source.next() % UInt64(bytes.count))] = UInt8(source.next() % 256)
            }
            try checkRefusedOrStable(kind.type, changed)
        }
    }
}

@Test(arguments: MessageKind.all, UInt64(1)...4)
func `garbage is refused or travels on`(kind: MessageKind, seed: UInt64) throws {
    var source = RandomSource(seed: seed)
    for _ in 0..<200 { try checkRefusedOrStable(kind.type, source.blob()) }
}

// Text.

@Test(
    arguments: [
        [0x80], [0xFF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x9F, 0xBF], [0xE2, 0x82],
        [0xE2, 0x28, 0xA1],
        [0xED, 0xA0, 0x80], [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80],
        [0xF5, 0x80, 0x80, 0x80],
    ] as [[UInt8]])
func `text that is not UTF-8 is refused`(wrong: [UInt8]) {
    for before in ["", "é", "1234567", "12345678", "123456789012345é"] {
        let text = [UInt8](before.utf8) + wrong
        let failure = failure(of: Lora.self, RawMessage().counted(1, text))
        #expect(failure?.reason == "invalid_utf8")
        #expect(failure?.value == Int64(before.utf8.count))
    }
}

@Test(arguments: ["", "a", "é", "1234567", "12345678", "1234567890123", "漢字漢字漢字"])
func `text with a NUL is refused, wherever it is`(around: String) {
    let failure = failure(of: Lora.self, RawMessage().text(1, around + "\0" + around))
    #expect(failure?.status == .invalidArgument)
    #expect(failure?.reason == "nul_in_text")
    #expect(failure?.field == "name")
    #expect(failure?.value == Int64(around.utf8.count))
}

@Test(arguments: ["\u{7F}\u{80}\u{7FF}\u{800}\u{FFFF}\u{10000}\u{10FFFF}", "\u{D7FF}\u{E000}", "\u{1}12345678\u{1}"])
func `text at the edges of UTF-8 is read`(text: String) throws {
    #expect(try Lora(wire: RawMessage().text(1, text).bytes).name == text)
}

@Test func `a failure names the whole path`() {
    let item = RawMessage().text(4, "a").counted(4, [0x62, 0xFF])
    let request = RawMessage().message(2).message(2).message(2).message(2, RawMessage().message(1, item))
    let failure = failure(of: UpsertItemsRequest.self, request)
    #expect(failure?.status == .invalidArgument)
    #expect(failure?.field == "items[3].item.tags[1]")
    #expect(failure?.value == 1)
}

// Numbers and lengths.

@Test(arguments: [4, 77, UInt64(Int32.max), UInt64(bitPattern: -1)])
func `an unknown number of an enum is refused by path and value`(number: UInt64) {
    let failure = failure(of: SearchRequest.self, RawMessage().message(8, RawMessage().number(1, number)))
    #expect(failure?.status == .invalidArgument)
    #expect(failure?.reason == "unknown_enum_number")
    #expect(failure?.field == "fusion.kind")
    #expect(failure?.value == Int64(Int32(truncatingIfNeeded: number)))
}

@Test func `an enum that is zero is absent`() throws {
    #expect(try Fusion(wire: RawMessage().number(1, 0).bytes).kind == nil)
}

@Test(
    arguments: [
        [0x80], [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01],
        [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02],
    ] as [[UInt8]])
func `a number without an end or of more than 64 bits is refused`(value: [UInt8]) {
    let failure = failure(of: SearchRequest.self, RawMessage().field(2, wireType: 0, value))
    #expect(failure?.reason == "malformed_message")
    #expect(failure?.field == "limit")
}

@Test func `the largest number is read`() throws {
    #expect(try SearchRequest(wire: RawMessage().number(14, .max).bytes).minSequence == .max)
}

@Test(arguments: [1, 100, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, UInt64(Int64.max), .max])
func `a length past the end is refused`(count: UInt64) {
    for number: UInt64 in [1, 3, 77] {
        let message = RawMessage().field(number, wireType: 2, RawMessage.varint(count))
        #expect(failure(of: SearchRequest.self, message)?.reason == "malformed_message")
    }
}

@Test(arguments: [3, 4, 6, 7])
func `groups and wire types that do not exist are refused`(wireType: UInt64) {
    for number: UInt64 in [1, 77] {
        let message = RawMessage().field(number, wireType: wireType, [0, 0, 0, 0])
        #expect(failure(of: SearchRequest.self, message)?.reason == "malformed_message")
    }
}

@Test func `a field numbered zero is refused`() {
    #expect(failure(of: SearchRequest.self, RawMessage().number(0, 1))?.reason == "malformed_message")
}

@Test(arguments: [0, 1, 2, 5])
func `a field of another wire type is refused`(wireType: UInt64) {
    // One of each: uint32, string, message, float, bool. A zero and a length of zero are the same byte.
    let expected: [(number: UInt64, wireType: UInt64)] = [(2, 0), (1, 2), (6, 2), (10, 5), (13, 0)]
    for field in expected where field.wireType != wireType {
        let value = [UInt8](repeating: 0, count: wireType == 1 ? 8 : wireType == 5 ? 4 : 1)
        let failure = failure(of: SearchRequest.self, RawMessage().field(field.number, wireType: wireType, value))
        #expect(failure?.reason == "wire_type")
        #expect(failure?.value == Int64(wireType))
    }
}

@Test func `packed numbers that are cut short are refused`() {
    let failure = failure(of: Vector.self, RawMessage().counted(1, [0, 0, 0, 0, 0]))
    #expect(failure?.reason == "malformed_message")
    #expect(failure?.field == "values")
    let versions = RawMessage().counted(3, [1, 0x80])
    #expect(WireTests.failure(of: DeleteItemsRequest.self, versions)?.field == "expected_versions")
}

@Test func `repeated numbers are read packed, in parts and one by one`() throws {
    let one: [UInt8] = [0, 0, 0x80, 0x3F]
    let message = RawMessage().counted(1, one + one).field(1, wireType: 5, one).counted(1, one).counted(1, [])
    #expect(try Vector(wire: message.bytes).values == [1, 1, 1, 1])
}

// Unknown and repeated fields.

@Test func `unknown fields are skipped`() throws {
    let message = RawMessage().number(77, 5).counted(78, [0xFF, 0]).text(1, "dogs").field(
        79, wireType: 5, [1, 2, 3, 4]
    )
    .field(80, wireType: 1, [1, 2, 3, 4, 5, 6, 7, 8]).number(536_870_911, 1)
    #expect(try SearchRequest(wire: message.bytes) == SearchRequest(gallery: "dogs"))
}

@Test func `the last of a scalar's values counts`() throws {
    let message = RawMessage().text(1, "a").number(2, 1).text(1, "b").number(2, 2)
    #expect(try SearchRequest(wire: message.bytes) == SearchRequest(gallery: "b", limit: 2))
}

@Test func `the last member of a union counts`() throws {
    let message = RawMessage().text(2, "a").number(3, 7).number(5, 1).text(2, "b")
    #expect(try Attribute(wire: message.bytes) == Attribute(value: .text("b")))
}

@Test func `a message that is there twice is refused`() {
    let failure = failure(of: SearchRequest.self, RawMessage().message(6).message(6))
    #expect(failure?.reason == "duplicate_field")
    #expect(failure?.field == "filter")
}

// Size and depth.

@Test(arguments: [UInt64(1), 77])
func `bytes nested ten thousand deep do no harm`(number: UInt64) throws {
    // Built from the inside: prefixes grow outwards.
    var reversed: [UInt8] = []
    for _ in 0..<10_000 {
        let prefix = RawMessage.varint(number << 3 | 2) + RawMessage.varint(UInt64(reversed.count))
        reversed += prefix.reversed()
    }
    // Field 1 of a batch is a search, whose field 1 is a text: the rest of the nest is its letters.
    #expect(throws: Never.self) { try checkRefusedOrStable(SearchBatchRequest.self, reversed.reversed()) }
}

@Test func `two megabytes of empty messages are refused`() {
    let message = [[UInt8]](repeating: [0x0A, 0x00], count: 1 << 20).flatMap { $0 }
    let failure = failure(of: SearchBatchRequest.self, message)
    #expect(failure?.status == .resourceExhausted)
    #expect(failure?.reason == "too_many_elements")
    #expect(failure?.limit == Int64(Limits.repeatedCountMax))
}

@Test(arguments: [UInt64(1), 77])
func `two megabytes of one small field are refused`(number: UInt64) {
    let field = RawMessage().text(number, "").bytes
    let message = [[UInt8]](repeating: field, count: (2 << 20) / field.count).flatMap { $0 }
    #expect(failure(of: SearchRequest.self, message)?.reason == "unpack_quota")
}

@Test func `as many elements as allowed are not refused for their count`() {
    let message = [[UInt8]](repeating: [0x0A, 0x00], count: Limits.repeatedCountMax).flatMap { $0 }
    #expect(failure(of: TagClause.self, message)?.reason != "too_many_elements")
    #expect(failure(of: TagClause.self, message + [0x0A, 0x00])?.reason == "too_many_elements")
}

@Test func `what would take too much memory is refused`() {
    // Two bytes each; unpacked, an item takes more than a hundred.
    let message = [[UInt8]](repeating: [0x12, 0x00], count: Limits.repeatedCountMax).flatMap { $0 }
    let failure = failure(of: UpsertItemsRequest.self, message)
    #expect(failure?.status == .resourceExhausted)
    #expect(failure?.reason == "unpack_quota")
    #expect(failure?.limit == Int64(Limits.unpackQuota(byteCount: message.count)))
}

@Test(arguments: [1, 2, 3, 8])
func `ten thousand ids fit, however short`(byteCount: Int) throws {
    let ids = [String](repeating: String(repeating: "x", count: byteCount), count: Limits.idFilterCountMax)
    let request = GetItemsRequest(gallery: "dogs", ids: ids)
    #expect(try GetItemsRequest(wire: request.wire) == request)
}

@Test func `a thousand hits of nothing but short ids fit`() throws {
    let hits = (0..<Limits.searchLimitMax).map { Hit(item: Item(id: "\($0)")) }
    let response = SearchResponse(hits: hits)
    #expect(try SearchResponse(wire: response.wire) == response)
}

@Test func `the results of the largest write fit`() throws {
    let results = [WriteResult](repeating: WriteResult(version: 1), count: Limits.batchItemCountMax)
    #expect(try WriteResponse(wire: WriteResponse(results: results).wire).results == results)
}

@Test func `a message is read after one that was refused`() throws {
    let message = [[UInt8]](repeating: [0x12, 0x00], count: Limits.repeatedCountMax).flatMap { $0 }
    for _ in 0..<3 {
        #expect(failure(of: UpsertItemsRequest.self, message) != nil)
        #expect(try Hit(wire: Hit.filled[0].wire) == Hit.filled[0])
    }
}

private func failure<Message: WireMessage>(of type: Message.Type, _ message: RawMessage) -> CallFailure? {
    failure(of: type, message.bytes)
}

private func failure<Message: WireMessage>(of type: Message.Type, _ bytes: [UInt8]) -> CallFailure? {
    do {
        _ = try Message(wire: bytes)
        return nil
    } catch {
        return error
    }
}

/// Whether the bytes are refused for a reason; if not, what they say must survive another trip.
private func checkRefusedOrStable<Message: WireMessage>(_ type: Message.Type, _ bytes: [UInt8]) throws {
    let message: Message
    do {
        message = try Message(wire: bytes)
    } catch {
        if error.status != .invalidArgument { throw error }
        return
    }
    // An expectation is slow, and this is asked a hundred thousand times.
    let wire = message.wire
    if try Message(wire: wire).wire != wire { Issue.record("\(type) \(bytes) became \(wire), then something else") }
}
