public import Ground

/// What the bytes of one connection mean, for either side: bytes in, actions out, no I/O and no clock.
///
/// Frames that arrive whole are lent from the caller's own bytes; only the part of a frame that is still incomplete at
/// the end of an input is copied. Memory for it grows with what arrived, never with what a header promises, and every
/// length is checked first.
public struct FrameSession: ~Copyable {
    public enum Role: Sendable {
        case server, client
    }

    private enum Phase {
        case preface, frames, failed
    }

    /// Bytes of a ping's body, at most.
    public static let pingByteCountMax = 64
    /// Bytes of a go-away's body, at most: what every peer must accept.
    public static let goAwayByteCountMax = Int(Preface.frameByteCountLeast)

    /// What the peer promised; nil until its preface has come.
    public private(set) var peer: Preface?

    private let role: Role
    private let frameByteCountMax: Int
    private var phase = Phase.preface
    /// The start of a header or preface that has not come whole.
    private var head: (UInt64, UInt64) = (0, 0)
    private var headByteCount = 0
    /// The header whose body is still to come; only while `isInBody`.
    private var header = FrameHeader(.ping)
    private var isInBody = false
    /// The part of the body that has come; nil between frames.
    private var partial: ByteBuffer?
    private var skippedByteCountLeft = 0

    /// - Parameter frameByteCountMax: bytes of a frame's body that this side announced it accepts.
    public init(role: Role, frameByteCountMax: Int) {
        self.role = role
        self.frameByteCountMax = frameByteCountMax
    }

    /// Bytes of the frame in progress, whether they have come or not: what it will hold once complete.
    public var reservedByteCount: Int {
        isInBody ? Int(header.bodyByteCount) : 0
    }

    /// True while bytes are missing that must still come for the connection to end cleanly.
    public var isMidFrame: Bool {
        isInBody || headByteCount > 0 || skippedByteCountLeft > 0
    }

    /// The next thing that happened, or nil when `input` is used up. What was read is removed from `input`.
    ///
    /// - Parameter bodyBudget: bytes that the body of a request or an item may hold when it has to be gathered from
    ///   several inputs. One that holds more is skipped.
    @unsafe public mutating func next(
        _ input: inout UnsafeRawBufferPointer, bodyBudget: Int = .max
    ) -> SessionAction? {
        // The buffer of the last action's body, if it had one, has been read by now.
        if !isInBody, partial != nil { partial = nil }
        while true {
            if skippedByteCountLeft > 0 {
                let count = min(skippedByteCountLeft, input.count)
                unsafe Self.drop(count, from: &input)
                skippedByteCountLeft -= count
            }
            if input.count == 0 { return nil }
            switch phase {
            case .failed:
                unsafe input = UnsafeRawBufferPointer(start: nil, count: 0)
                return nil
            case .preface:
                return unsafe readPreface(&input)
            case .frames:
                if isInBody { return unsafe readBody(&input) }
                guard unsafe readHeader(&input) else { return nil }
                if let error = check(header) { return unsafe fail(error) }
                if let action = unsafe readWholeFrame(&input, bodyBudget) { return unsafe action }
            }
        }
    }

    /// A buffer that holds exactly the body of the last request (metadata included) or item, for the caller to keep;
    /// nil when the body was lent from the input, or was taken already.
    public mutating func takeBody() -> ByteBuffer? {
        guard !isInBody else { return nil }
        let body = partial
        partial = nil
        return body
    }

    // MARK: The preface

    private mutating func readPreface(_ input: inout UnsafeRawBufferPointer) -> SessionAction? {
        unsafe gatherHead(&input)
        if headByteCount >= 4, let error = wrongFirstBytes() {
            let isHTTP2 = role == .server && UInt32(truncatingIfNeeded: head.0.littleEndian) == Self.http2
            guard isHTTP2 else { return unsafe fail(error) }
            phase = .failed
            return unsafe .http2
        }
        guard headByteCount == Preface.byteCount else { return nil }
        headByteCount = 0
        do throws(ProtocolError) {
            peer = try Preface(low: UInt64(littleEndian: head.0), high: UInt64(littleEndian: head.1))
        } catch {
            return unsafe fail(error)
        }
        phase = .frames
        return unsafe .opened
    }

    /// Why the first four bytes are not those of a preface; nil when they are.
    private func wrongFirstBytes() -> ProtocolError? {
        let first = UInt32(truncatingIfNeeded: head.0.littleEndian)
        if first == Preface.magic { return nil }
        return Self.httpVerbs.contains(first) ? .prefaceIsHTTP : .prefaceInvalid
    }

    /// The first four bytes of `PRI * HTTP/2.0`.
    private static let http2: UInt32 = 0x2049_5250

    /// The bytes that were read before it was known that the peer speaks HTTP/2.
    public var firstBytes: [UInt8] {
        unsafe withUnsafeBytes(of: head) { unsafe Array($0.prefix(headByteCount)) }
    }

    /// The first four bytes of `GET `, `POST`, `PUT `, `HEAD`, `DELETE`, `OPTIONS`, `PATCH`, `TRACE`, `CONNECT`.
    private static let httpVerbs: [UInt32] = [
        0x2054_4547, 0x5453_4F50, 0x2054_5550, 0x4441_4548, 0x454C_4544, 0x4954_504F, 0x4354_4150, 0x4341_5254,
        0x4E4E_4F43,
    ]

    // MARK: Frames

    private static func drop(_ count: Int, from input: inout UnsafeRawBufferPointer) {
        unsafe input = UnsafeRawBufferPointer(rebasing: input[count...])
    }

    /// Moves bytes from `input` to `head` until that is full.
    private mutating func gatherHead(_ input: inout UnsafeRawBufferPointer) {
        let count = min(FrameHeader.byteCount - headByteCount, input.count)
        let piece = unsafe UnsafeRawBufferPointer(rebasing: input[..<count])
        let start = headByteCount
        unsafe withUnsafeMutableBytes(of: &head) { bytes in
            unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[start...]).copyMemory(from: piece)
        }
        headByteCount += count
        unsafe Self.drop(count, from: &input)
    }

    /// Reads `header`; false when more bytes must come first.
    private mutating func readHeader(_ input: inout UnsafeRawBufferPointer) -> Bool {
        if headByteCount == 0, input.count >= FrameHeader.byteCount {
            header = unsafe FrameHeader(at: input.baseAddress!)
            unsafe Self.drop(FrameHeader.byteCount, from: &input)
            return true
        }
        unsafe gatherHead(&input)
        guard headByteCount == FrameHeader.byteCount else { return false }
        headByteCount = 0
        header = FrameHeader(low: UInt64(littleEndian: head.0), high: UInt64(littleEndian: head.1))
        return true
    }

    /// Why a frame with `header` breaks the protocol; nil when it does not.
    private func check(_ header: FrameHeader) -> ProtocolError? {
        guard let kind = FrameKind(rawValue: header.kind) else { return .kindUnknown(header.kind) }
        if header.flags & ~FrameHeader.metadataFlag != 0 { return .flagsReserved(header.flags) }
        guard header.bodyByteCount <= frameByteCountMax else {
            return .frameTooLarge(byteCount: header.bodyByteCount, limit: frameByteCountMax)
        }
        switch kind {
        case .request, .response, .cancel:
            let sender: Role = kind == .response ? .server : .client
            if sender == role { return .kindMisplaced(kind) }
            if header.stream == 0 { return .streamZero(kind) }
            if kind == .cancel, header.bodyByteCount > 0 {
                return .bodyTooLarge(kind, byteCount: header.bodyByteCount, limit: 0)
            }
        case .ping, .pong:
            if header.bodyByteCount > Self.pingByteCountMax {
                return .bodyTooLarge(kind, byteCount: header.bodyByteCount, limit: Self.pingByteCountMax)
            }
        case .item, .end, .credit:
            if header.stream == 0 { return .streamZero(kind) }
            if kind != .item, header.bodyByteCount > 0 {
                return .bodyTooLarge(kind, byteCount: header.bodyByteCount, limit: 0)
            }
        case .goAway:
            // It is gathered without being counted against the memory for requests.
            if header.bodyByteCount > Self.goAwayByteCountMax {
                return .bodyTooLarge(kind, byteCount: header.bodyByteCount, limit: Self.goAwayByteCountMax)
            }
        }
        return nil
    }

    /// The frame of `header` when all of it is at hand, else the start of gathering or skipping it.
    private mutating func readWholeFrame(
        _ input: inout UnsafeRawBufferPointer, _ bodyBudget: Int
    ) -> SessionAction? {
        let byteCount = Int(header.bodyByteCount)
        if input.count >= byteCount {
            let body = unsafe UnsafeRawBufferPointer(start: input.baseAddress, count: byteCount)
            unsafe Self.drop(byteCount, from: &input)
            return unsafe action(body)
        }
        switch FrameKind(rawValue: header.kind)! {
        case .request where byteCount > bodyBudget:
            skippedByteCountLeft = byteCount
            return unsafe .requestSkipped(header)
        case .item where byteCount > bodyBudget:
            skippedByteCountLeft = byteCount
            return unsafe .itemSkipped(header)
        default:
            isInBody = true
            return nil
        }
    }

    private mutating func readBody(_ input: inout UnsafeRawBufferPointer) -> SessionAction? {
        let gathered = partial ?? ByteBuffer(capacity: min(input.count, Int(header.bodyByteCount)))
        partial = gathered
        let count = min(Int(header.bodyByteCount) - gathered.count, input.count)
        unsafe gathered.append(UnsafeRawBufferPointer(rebasing: input[..<count]))
        unsafe Self.drop(count, from: &input)
        guard gathered.count == Int(header.bodyByteCount) else { return nil }
        isInBody = false
        return unsafe action(gathered.bytes)
    }

    /// What the checked frame of `header` with `body` means.
    private func action(_ body: UnsafeRawBufferPointer) -> SessionAction {
        switch FrameKind(rawValue: header.kind)! {
        case .request:
            guard header.flags & FrameHeader.metadataFlag != 0 else {
                return unsafe .request(header, metadata: UnsafeRawBufferPointer(start: nil, count: 0), body: body)
            }
            guard let split = unsafe Self.split(body) else { return unsafe .requestMalformed(header) }
            return unsafe .request(header, metadata: split.metadata, body: split.rest)
        case .response:
            guard header.flags & FrameHeader.metadataFlag != 0 else { return unsafe .response(header, body: body) }
            guard let split = unsafe Self.split(body) else { return unsafe .response(header, body: body) }
            return unsafe .response(header, body: split.rest)
        case .cancel: return unsafe .cancel(stream: header.stream)
        case .ping: return unsafe .ping(body: body)
        case .pong: return unsafe .pong(body: body)
        case .goAway: return unsafe .goAway(header, body: body)
        case .item: return unsafe .item(stream: header.stream, body: body)
        case .end: return unsafe .end(stream: header.stream)
        case .credit: return unsafe .credit(stream: header.stream, byteCount: header.value)
        }
    }

    /// The metadata at the start of `body` and what follows; nil when it does not lie within.
    private static func split(
        _ body: UnsafeRawBufferPointer
    ) -> (metadata: UnsafeRawBufferPointer, rest: UnsafeRawBufferPointer)? {
        guard body.count >= 4 else { return nil }
        let byteCount = unsafe Int(UInt32(littleEndian: body.loadUnaligned(as: UInt32.self)))
        guard byteCount <= body.count - 4 else { return nil }
        return unsafe (
            UnsafeRawBufferPointer(rebasing: body[4..<4 + byteCount]),
            UnsafeRawBufferPointer(rebasing: body[(4 + byteCount)...])
        )
    }

    private mutating func fail(_ error: ProtocolError) -> SessionAction {
        phase = .failed
        isInBody = false
        partial = nil
        return unsafe .failed(error)
    }
}
