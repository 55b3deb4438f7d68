import Kernels

/// Every short length, and the ones beside round numbers.
let dimensions = Array(1...70) + [127, 128, 129, 383, 384, 385, 512, 767, 768, 1_000, 1_023, 1_024, 1_030]
let scalar = try! KernelSet(.scalar)
let supportedSets = InstructionSet.allCases.filter(\.isSupported)
