/// Words and numbers of load reports.
enum LoadText {
    /// A number without a needless fraction: `99`, `99.9`.
    static func number(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : "\(number)"
    }

    /// Milliseconds from microseconds, with as many digits as tell something.
    static func milliseconds(_ microseconds: Double) -> String {
        let milliseconds = microseconds / 1_000
        return Figures.fixed(milliseconds, digitCount: milliseconds < 10 ? 3 : milliseconds < 100 ? 2 : 1)
    }

    /// `97.5 %`; with so many nines as it takes to tell it from 100 %.
    static func percent(_ share: Double) -> String {
        let percent = share * 100
        if percent == 0 || percent == 100 { return "\(Int(percent)) %" }
        for digitCount in 1...3 {
            let text = Figures.fixed(percent, digitCount: digitCount)
            if Double(text) != 100, Double(text) != 0 { return text + " %" }
        }
        return percent > 50 ? "> 99.999 %" : "< 0.001 %"
    }
}
