/// One line of a plot.
struct PlotLine: Equatable {
    struct Point: Equatable {
        var x: Double
        var y: Double
        /// Shown when the reader points at it.
        var label: String
        /// Drawn larger.
        var isMarked = false
        /// The line goes through it; else it stands by itself.
        var isJoined = true
    }

    var name: String
    /// Which of the page's colors, from 0.
    var color: Int
    /// Which of the page's dash patterns, from 0, the solid one.
    var dash: Int = 0
    /// In the order they are joined.
    var points: [Point]
}
