/// The settings to measure.
struct Sweep: Equatable {
    /// Lists to look into; empty: 1, 2, 4 and so on.
    var nprobes: [Int] = []
    var oversamplings: [Float] = [4]

    /// Lists to look into of a codebook with `listCount` lists, ascending, each once: the ones asked for as far as
    /// there are so many, and `chosen`, what a search takes that does not say.
    func nprobes(listCount: Int, chosen: Int?) -> [Int] {
        var settings = Set<Int>()
        if nprobes.isEmpty {
            var nprobe = 1
            while nprobe < listCount {
                settings.insert(nprobe)
                nprobe *= 2
            }
            settings.insert(listCount)
        } else {
            for nprobe in nprobes { settings.insert(min(nprobe, listCount)) }
        }
        if let chosen { settings.insert(min(chosen, listCount)) }
        return settings.sorted()
    }
}
