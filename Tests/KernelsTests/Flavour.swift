import TrialGround

/// What a vector's components look like in a test.
enum Flavour: CaseIterable {
    /// Between −1 and 1.
    case plain
    /// Any finite half, subnormal ones, negative zeros and the largest ones among them.
    case anyHalf
    /// Products so small that they round to subnormal floats or to zeros of either sign.
    case tiny
    /// Mostly zeros of either sign.
    case sparse

    func halves(_ count: Int, _ random: inout SeededRandom) -> [UInt16] {
        (0..<count).map { _ in
            switch self {
            case .plain: Float16(Float.random(in: -1...1, using: &random)).bitPattern
            case .anyHalf: UInt16.random(in: 0..<0x7c00, using: &random) | (Bool.random(using: &random) ? 0x8000 : 0)
            case .tiny: UInt16.random(in: 0..<64, using: &random) | (Bool.random(using: &random) ? 0x8000 : 0)
            case .sparse:
                Int.random(in: 0..<8, using: &random) == 0
                    ? Float16(Float.random(in: -1...1, using: &random)).bitPattern
                    : (Bool.random(using: &random) ? 0x8000 : 0)
            }
        }
    }

    func floats(_ count: Int, _ random: inout SeededRandom) -> [Float] {
        (0..<count).map { _ in
            switch self {
            case .plain: Float.random(in: -1...1, using: &random)
            case .anyHalf: Float.random(in: -1e6...1e6, using: &random)
            case .tiny: Float.random(in: -1e-36...1e-36, using: &random)
            case .sparse: Int.random(in: 0..<8, using: &random) == 0 ? Float.random(in: -1...1, using: &random) : -0.0
            }
        }
    }
}
