/// The settings to measure.
struct Sweep: Equatable {
    /// Lists to look into; empty: 1, 2, 4 and so on, unless recalls are given.
    var nprobes: [Int] = []
    /// Recalls to ask for.
    var targetRecalls: [Float] = []
    /// Candidates as multiples of the hits; 0: as a search takes that does not say.
    var oversamplings: [Float] = [0]

    /// How hard one search looks.
    struct Setting: Equatable {
        /// Lists to look into; nil: as the recall takes.
        var nprobe: Int?
        /// The recall to ask for; nil: the gallery's target.
        var targetRecall: Float?
    }

    /// The settings for a codebook with `listCount` lists, each once: the numbers of lists as far as there are so many,
    /// ascending, then the recalls. Among them is what a search takes that does not say: `chosen`, or, where that is no
    /// number, a setting that does not say either, the last one.
    func settings(listCount: Int, chosen: Int?) -> [Setting] {
        var numbers = Set<Int>()
        if !nprobes.isEmpty {
            for nprobe in nprobes { numbers.insert(min(nprobe, listCount)) }
        } else if targetRecalls.isEmpty {
            var nprobe = 1
            while nprobe < listCount {
                numbers.insert(nprobe)
                nprobe *= 2
            }
            numbers.insert(listCount)
        }
        if let chosen { numbers.insert(min(chosen, listCount)) }
        let settings = numbers.sorted().map { Setting(nprobe: $0) } + targetRecalls.map { Setting(targetRecall: $0) }
        return chosen == nil ? settings + [Setting()] : settings
    }
}
