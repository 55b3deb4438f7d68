/// What all pages that the program writes look like: light or dark as the reader's system is, nothing from elsewhere.
enum PageStyle {
    static let common = """

        :root { color-scheme: light dark; --page: #f6f5f2; --card: #fff; --ink: #1d1c1a; --soft: #6b6862; \
        --line: #e3e0d9; --accent: #2f6f5e; --mat: #fbfaf8; }
        @media (prefers-color-scheme: dark) { :root { --page: #161715; --card: #1f201e; --ink: #ecebe6; \
        --soft: #a09d95; --line: #343531; --accent: #7cc4ae; --mat: #e9e7e1; } }
        * { box-sizing: border-box; margin: 0; }
        body { background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; \
        padding: 2rem clamp(1rem, 4vw, 4rem); }
        header { max-width: 64rem; margin-bottom: 2rem; }
        h1 { font-size: clamp(1.4rem, 3vw, 2.1rem); line-height: 1.2; font-weight: 650; letter-spacing: -.01em; \
        overflow-wrap: anywhere; }
        .kind { color: var(--soft); margin-bottom: .3rem; }
        .facts { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; }
        .facts { margin-top: 1rem; color: var(--soft); font-size: .87rem; } .facts b { color: var(--ink); \
        font-weight: 600; }
        .note { margin-top: .8rem; border-left: 3px solid var(--accent); padding-left: .8rem; }
        footer { color: var(--soft); margin-top: 2rem; font-size: .87rem; }
        @media print { body { padding: 0; } }
        """
}
