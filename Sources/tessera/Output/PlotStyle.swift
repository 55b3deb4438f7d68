/// What plots and tables of figures look like, on pages that show some.
enum PlotStyle {
    static let common = """
        .legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; \
        margin-bottom: 1rem; }
        .legend li { display: flex; align-items: center; gap: .5rem; } .legend svg { width: 28px; height: 10px; }
        .legend span { color: var(--ink); overflow-wrap: anywhere; } .legend .hint { color: var(--soft); }
        .plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1.4rem; }
        figure { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1rem; }
        figcaption { font-weight: 600; margin-bottom: .4rem; }
        figure svg { display: block; width: 100%; height: auto; overflow: visible; }
        polyline, .legend line { fill: none; stroke: currentColor; stroke-width: 2; stroke-linejoin: round; }
        circle { fill: currentColor; } .marked { stroke: var(--card); stroke-width: 2; }
        .mark { stroke: var(--accent); stroke-width: 2; stroke-dasharray: 3 3; }
        .grid { stroke: var(--line); stroke-width: 1; }
        .tick, .axis { fill: var(--soft); font-size: 13px; font-variant-numeric: tabular-nums; }
        .end { text-anchor: end; } .middle { text-anchor: middle; }
        .figures { margin-top: 1.4rem; background: var(--card); border: 1px solid var(--line); border-radius: 12px; \
        overflow-x: auto; padding: .6rem 1rem 1rem; max-width: 64rem; }
        table { width: 100%; border-collapse: collapse; font-size: .92rem; font-variant-numeric: tabular-nums; }
        th { font-weight: 400; color: var(--soft); text-align: right; padding: .2rem .4rem; white-space: nowrap; }
        td { text-align: right; padding: .1rem .4rem; border-top: 1px solid var(--line); }
        .head th { text-align: left; color: var(--ink); font-weight: 650; padding-top: .9rem; }
        .head span { color: var(--soft); font-weight: 400; margin-left: .6rem; }
        .default td { font-weight: 700; } .default td:first-child::before { content: "★ "; color: var(--accent); }
        @media print { figure, .figures { break-inside: avoid; } }

        """
}
