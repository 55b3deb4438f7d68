/// The colors and dashes of a plot's lines; told apart by people who see few colors, on light and on dark ground.
enum PlotPalette {
    private static let light = [
        "#2f6f5e", "#c2571a", "#3b5bb5", "#a3348b", "#8a6d00", "#0b7fa5", "#b3273e", "#5b6b1f",
    ]
    private static let dark = [
        "#7cc4ae", "#f0a36b", "#9db4f5", "#e59ad3", "#e0c35a", "#74cbe8", "#f28b98", "#b6cc6a",
    ]
    static let dashes = ["none", "7 4", "2 4", "12 4 2 4"]

    static var count: Int { light.count }

    static var style: String {
        func rules(_ colors: [String]) -> String {
            colors.enumerated().map { ".c\($0) { color: \($1); }" }.joined(separator: " ")
        }
        let dashRules = dashes.enumerated().map { ".d\($0) { stroke-dasharray: \($1); }" }.joined(separator: " ")
        return rules(light) + "\n@media (prefers-color-scheme: dark) { \(rules(dark)) }\n" + dashRules + "\n"
    }
}
