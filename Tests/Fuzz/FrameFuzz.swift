import Session

/// Whatever a peer sends and however it arrives, a session makes the same of it, on either side, and breaks nothing.
///
/// The first byte chooses the pieces; half of the inputs get a good preface, so that the frames behind it are reached.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzFrames(_ start: UnsafePointer<UInt8>?, _ byteCount: Int) -> CInt {
    guard byteCount > 1 else { return 0 }
    let input = UnsafeRawBufferPointer(start: start, count: byteCount)
    var bytes = Array(input.dropFirst())
    if input[0] & 1 == 1 {
        bytes = [0x54, 0x53, 0x52, 0x41, 1, 0, 0, 0, 0, 0, 1, 0, 8, 0, 0, 0] + bytes
    }
    let seed = UInt64(input[0]) + 1
    bytes.withUnsafeBytes { bytes in
        for role in [FrameSession.Role.server, .client] {
            let whole = SessionTrace(bytes, role: role, frameByteCountMax: 4_096, seed: 0)
            let pieces = SessionTrace(bytes, role: role, frameByteCountMax: 4_096, seed: seed)
            precondition(whole == pieces, "the pieces in which bytes arrive changed what they mean")
        }
    }
    return 0
}
