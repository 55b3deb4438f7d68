@testable import Encoding
import Ground
import Testing
import Vocabulary

@Suite struct EncodeBoardTests {
    static let encoded = EncodedText(vector: [1], tokenCount: 3, unknownTokenCount: 0, isTruncated: false)

    static func board(textCountMax: Int = 4, isMixingCalls: Bool = true, waiting: Int = 1 << 20) -> EncodeBoard {
        EncodeBoard(
            limits: BatchLimits(textCountMax: textCountMax, byteCountMax: 1 << 20, isMixingCalls: isMixingCalls),
            workerCount: 2, cacheByteCountMax: 1 << 20, waitingByteCountMax: waiting)
    }

    static func call(_ count: Int, deadline: MonotonicTime = .never) -> EncodeCall {
        EncodeCall(slots: Array(repeating: nil, count: count), deadline: deadline, isCancelled: nil)
    }

    /// The next batch, which there must be.
    static func take(_ worker: Int, from board: inout EncodeBoard) throws -> [EncodeUnit] {
        let batch = board.take(worker: worker)
        return try #require(batch)
    }

    static func texts(_ name: String, _ count: Int) -> [String] { (0..<count).map { "\(name)\($0)" } }

    @Test func `a call is finished when its last text is`() throws {
        var board = Self.board()
        let call = Self.call(2)
        let isWaiting = try board.add(call, texts: ["a", "b"])
        #expect(isWaiting)
        let batch = try Self.take(0, from: &board)
        _ = board.finish(batch[0], .success(Self.encoded))
        #expect(!call.isFinished)
        _ = board.finish(batch[1], .success(Self.encoded))
        #expect(call.isFinished)
        #expect(board.liveCalls.isEmpty)
        #expect(board.waitingByteCount == 0)
    }

    @Test func `equal texts of one call and of two are encoded once`() throws {
        var board = Self.board()
        let (first, second) = (Self.call(3), Self.call(1))
        _ = try board.add(first, texts: ["same", "same", "other"])
        _ = try board.add(second, texts: ["same"])
        var taken: [EncodeUnit] = []
        while let batch = board.take(worker: 0) { taken += batch }
        #expect(taken.map(\.text).sorted() == ["other", "same"])
        for unit in taken { _ = board.finish(unit, .success(Self.encoded)) }
        #expect(first.isFinished && second.isFinished)
    }

    @Test func `a text that is known is answered without waiting`() throws {
        var board = Self.board()
        board.cache.keep(Self.encoded, for: "known")
        let call = Self.call(1)
        let isWaiting = try board.add(call, texts: ["known"])
        #expect(!isWaiting)
        #expect(try call.slots[0]?.get() == Self.encoded)
        let none = board.take(worker: 0)
        #expect(none?.count == nil)
    }

    @Test func `short calls go first, and long ones get every fourth batch`() throws {
        var board = Self.board()
        _ = try board.add(Self.call(100), texts: Self.texts("long", 100))
        for index in 0..<40 { _ = try board.add(Self.call(1), texts: ["short\(index)"]) }
        var kinds = ""
        for _ in 0..<12 {
            let batch = try Self.take(0, from: &board)
            #expect(Set(batch.map { $0.text.prefix(1) }).count == 1)
            kinds += String(batch[0].text.prefix(1))
        }
        #expect(kinds == "ssslssslsssl")
    }

    @Test func `long calls take turns`() throws {
        var board = Self.board(textCountMax: 16)
        for name in ["a", "b"] { _ = try board.add(Self.call(50), texts: Self.texts(name, 50)) }
        let batch = try Self.take(0, from: &board)
        #expect(batch.filter { $0.text.hasPrefix("a") }.count == 8)
        #expect(batch.filter { $0.text.hasPrefix("b") }.count == 8)
    }

    @Test func `where one bad text fails its batch, a batch is of one call`() throws {
        var board = Self.board(textCountMax: 16, isMixingCalls: false)
        for name in ["a", "b"] { _ = try board.add(Self.call(3), texts: Self.texts(name, 3)) }
        let (first, second) = (try Self.take(0, from: &board), try Self.take(1, from: &board))
        #expect(first.map(\.text).sorted() == ["a0", "a1", "a2"])
        #expect(second.map(\.text).sorted() == ["b0", "b1", "b2"])
    }

    @Test func `a call gives its shortest texts first`() throws {
        var board = Self.board(textCountMax: 2)
        _ = try board.add(Self.call(4), texts: ["dddd", "a", "ccc", "bb"])
        let (first, second) = (board.take(worker: 0), board.take(worker: 0))
        #expect(first?.map(\.text) == ["a", "bb"])
        #expect(second?.map(\.text) == ["ccc", "dddd"])
    }

    @Test func `a failed text fails in its place alone`() throws {
        var board = Self.board()
        let call = Self.call(2)
        _ = try board.add(call, texts: ["good", "bad"])
        for unit in try Self.take(0, from: &board) {
            _ = board.finish(unit, unit.text == "bad" ? .failure(Pooling.notFinite) : .success(Self.encoded))
        }
        let answer = try #require(call.answer).get()
        #expect(try answer[0].get() == Self.encoded)
        #expect(throws: Pooling.notFinite) { try answer[1].get() }
        let cached = board.cache.find("bad")
        #expect(cached == nil)
    }

    @Test func `a call past its deadline ends, and its texts are passed over`() throws {
        var board = Self.board()
        let call = Self.call(3, deadline: MonotonicTime(nanoseconds: 1_000))
        _ = try board.add(call, texts: Self.texts("x", 3))
        _ = board.expire(now: MonotonicTime(nanoseconds: 999))
        #expect(!call.isFinished)
        _ = board.expire(now: MonotonicTime(nanoseconds: 1_000))
        #expect(call.isFinished)
        let none = board.take(worker: 0)
        #expect(none?.count == nil)
        #expect(board.waitingByteCount == 0)
    }

    @Test func `a text whose first caller went is still encoded for the second`() throws {
        var board = Self.board()
        let (first, second) = (Self.call(1), Self.call(1))
        _ = try board.add(first, texts: ["same"])
        _ = try board.add(second, texts: ["same"])
        _ = board.fail(first, EncodeBoard.cancelled)
        let batch = try Self.take(0, from: &board)
        #expect(batch.map(\.text) == ["same"])
        _ = board.finish(batch[0], .success(Self.encoded))
        #expect(second.isFinished)
    }

    @Test func `a batch that nobody waits for any longer is told, and its texts are new when asked again`() throws {
        var board = Self.board()
        let call = Self.call(1)
        _ = try board.add(call, texts: ["x"])
        _ = board.take(worker: 1)
        let before = board.workersInVain()
        #expect(before == [])
        _ = board.fail(call, EncodeBoard.cancelled)
        let after = board.workersInVain()
        #expect(after == [1])
        let again = Self.call(1)
        _ = try board.add(again, texts: ["x"])
        _ = board.endBatch(worker: 1)
        #expect(!again.isFinished)
        let batch = board.take(worker: 0)
        #expect(batch?.map(\.text) == ["x"])
    }

    @Test func `more texts than may wait are refused, and the call is never answered twice`() throws {
        var board = Self.board(waiting: 10)
        let first = Self.call(1)
        _ = try board.add(first, texts: ["12345678"])
        let second = Self.call(2)
        let failure = #expect(throws: CallFailure.self) {
            _ = try board.add(second, texts: ["12345678", "abc"])
        }
        #expect(failure?.status == .resourceExhausted)
        #expect(failure?.reason == "encoder_busy")
        let batch = try Self.take(0, from: &board)
        let told = board.finish(batch[0], .success(Self.encoded))
        #expect(told.isEmpty)
        #expect(first.isFinished)
    }

    @Test func `a closed board ends what waits and takes nothing new`() throws {
        var board = Self.board()
        let call = Self.call(1)
        _ = try board.add(call, texts: ["x"])
        _ = board.close()
        #expect(call.isFinished)
        #expect(throws: CallFailure.self) { _ = try board.add(Self.call(1), texts: ["y"]) }
    }

    @Test(
        arguments: [
            ([4, 4, 4, 4], 4), ([256, 256], 1), ([300], 1), ([16, 16, 200], 2), ([10, 12, 14, 16, 18, 20, 22, 24], 7),
            (Array(repeating: 16, count: 32), 16), ([3, 100], 1),
        ] as [([Int], Int)])
    func `a run holds texts of like length, up to its tokens`(pair: ([Int], Int)) {
        #expect(OnnxWorker.runLength(pair.0) == pair.1)
    }
}
