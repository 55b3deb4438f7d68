/// Why a set of kernels or a conversion was refused.
public enum KernelError: Error, Equatable, Sendable {
    /// No instruction set has this name.
    case unknownInstructionSet(name: String)
    /// This build or this processor lacks it.
    case unsupportedInstructionSet(InstructionSet)
    /// The component at `index` is not finite, or is too large for a half (65,520 and more).
    case componentOutOfRange(index: Int)
}

extension KernelError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknownInstructionSet(let name):
            let known = InstructionSet.allCases.map(\.rawValue).joined(separator: ", ")
            return "TESSERA_SIMD names the unknown instruction set '\(name)'; known are \(known)"
        case .unsupportedInstructionSet(let set):
            let known = InstructionSet.allCases.filter(\.isSupported).map(\.rawValue).joined(separator: ", ")
            return "this machine has no \(set.rawValue); it has \(known)"
        case .componentOutOfRange(let index):
            return "component \(index) is not finite or does not fit a half"
        }
    }
}
