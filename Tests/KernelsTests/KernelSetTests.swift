import Kernels
import Testing

struct KernelSetTests {
    @Test
    func `the best instruction set is supported`() {
        #expect(InstructionSet.best.isSupported)
        #expect(KernelSet.best.instructionSet == .best)
    }

    @Test
    func `the empty name chooses the best set`() throws {
        #expect(try KernelSet.named("").instructionSet == .best)
    }

    @Test(arguments: supportedSets)
    func `a name chooses its set`(set: InstructionSet) throws {
        #expect(try KernelSet.named(set.rawValue).instructionSet == set)
    }

    @Test(arguments: ["AVX2", "sse", "avx512 ", "0"])
    func `an unknown name is refused`(name: String) {
        #expect(throws: KernelError.unknownInstructionSet(name: name)) { try KernelSet.named(name) }
    }

    @Test(arguments: InstructionSet.allCases.filter { !$0.isSupported })
    func `a set that the machine lacks is refused`(set: InstructionSet) {
        #expect(throws: KernelError.unsupportedInstructionSet(set)) { try KernelSet.named(set.rawValue) }
    }
}
