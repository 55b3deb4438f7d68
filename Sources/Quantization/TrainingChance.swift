/// The random choices of a training: one seed, one sequence.
struct TrainingChance {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
    private mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// `count` numbers of `0..<bound` in random order, all different as long as there are enough, then over again.
    mutating func choose(_ count: Int, below bound: Int) -> [Int] {
        var numbers = [UInt32](0..<UInt32(bound))
        for place in 0..<min(count, bound) {
            let other = place + Int(next().multipliedFullWidth(by: UInt64(bound - place)).high)
            numbers.swapAt(place, other)
        }
        return (0..<count).map { Int(numbers[$0 % bound]) }
    }
}
