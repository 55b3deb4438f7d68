/// Base64 as gRPC's binary headers have it: written without padding, read with or without.
public enum Base64 {
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The number of each letter; 255 for what is none.
    private static let numbers: [UInt8] = {
        var numbers = [UInt8](repeating: 255, count: 256)
        for (number, letter) in letters.enumerated() { numbers[Int(letter)] = UInt8(number) }
        return numbers
    }()

    public static func encoded(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count * 4 + 2) / 3)
        var waiting: UInt32 = 0
        var bitCount = 0
        for byte in bytes {
            waiting = waiting << 8 | UInt32(byte)
            bitCount += 8
            while bitCount >= 6 {
                bitCount -= 6
                text.append(letters[Int(waiting >> UInt32(bitCount)) & 63])
            }
        }
        if bitCount > 0 { text.append(letters[Int(waiting << UInt32(6 - bitCount)) & 63]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes that `text` tells; nil when it is no base64.
    public static func decoded(_ text: some Sequence<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var waiting: UInt32 = 0
        var bitCount = 0
        var paddingCount = 0
        for letter in text {
            if letter == UInt8(ascii: "=") {
                paddingCount += 1
                continue
            }
            let number = numbers[Int(letter)]
            guard number < 64, paddingCount == 0 else { return nil }
            waiting = waiting << 6 | UInt32(number)
            bitCount += 6
            if bitCount >= 8 {
                bitCount -= 8
                bytes.append(UInt8(truncatingIfNeeded: waiting >> UInt32(bitCount)))
            }
        }
        // A letter alone is no byte, and what is left over must be nothing.
        guard bitCount < 6, paddingCount <= 2, waiting & (1 << UInt32(bitCount) - 1) == 0 else { return nil }
        return bytes
    }
}
