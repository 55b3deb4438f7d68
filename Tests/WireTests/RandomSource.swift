/// Random parts of messages; the same seed gives the same ones (SplitMix64).
struct RandomSource: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func flag() -> Bool {
        Bool.random(using: &self)
    }

    /// Every width of number is likely, and so is zero.
    mutating func number<Number: FixedWidthInteger & UnsignedInteger>() -> Number {
        Number(truncatingIfNeeded: next()) >> Number(next() % UInt64(Number.bitWidth + 1))
    }

    mutating func number() -> Int64 {
        Int64(bitPattern: number())
    }

    mutating func number() -> Float {
        flag()
            ? Float.random(in: -1...1, using: &self)
            : [0, -0.0, .infinity, .leastNonzeroMagnitude].randomElement(using: &self)!
    }

    mutating func number() -> Double {
        flag() ? Double.random(in: -1...1, using: &self) : [0, -0.0, .infinity, .pi].randomElement(using: &self)!
    }

    mutating func text() -> String {
        let letters: [Character] = ["a", "Z", " ", "\n", "é", "Ω", "漢", "😀", "\u{10FFFF}", "\u{1}"]
        return String((0..<Int(next() % 40)).map { _ in letters.randomElement(using: &self)! })
    }

    mutating func blob() -> [UInt8] {
        (0..<Int(next() % 40)).map { _ in UInt8(truncatingIfNeeded: next()) }
    }

    mutating func maybe<Value>(_ make: (inout RandomSource) -> Value) -> Value? {
        flag() ? make(&self) : nil
    }

    mutating func some<Value>(_ make: (inout RandomSource) -> Value) -> [Value] {
        (0..<Int(next() % 4)).map { _ in make(&self) }
    }
}
