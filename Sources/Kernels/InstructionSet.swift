internal import CVectorKernels

/// The vector instructions that a set of kernels is written with. Every one gives the same bits.
public enum InstructionSet: String, Sendable, CaseIterable {
    /// Plain C: the reference, and the slowest by far.
    case scalar
    /// AVX2 with FMA and F16C, x86-64.
    case avx2
    /// AVX-512F and BW with BMI2, x86-64.
    case avx512
    /// The same with VBMI, whose byte permutes look up a whole table of a code's row at once.
    case avx512vbmi
    /// Advanced SIMD, arm64.
    case neon

    /// True when both this build and this processor have it.
    public var isSupported: Bool { tsk_is_supported(raw) }

    /// The widest that is supported.
    public static let best: InstructionSet =
        [.avx512vbmi, .avx512, .avx2, .neon].first(where: \.isSupported) ?? .scalar

    var raw: tsk_instruction_set {
        switch self {
        case .scalar: .scalar
        case .avx2: .avx2
        case .avx512: .avx512
        case .avx512vbmi: .avx512vbmi
        case .neon: .neon
        }
    }
}
