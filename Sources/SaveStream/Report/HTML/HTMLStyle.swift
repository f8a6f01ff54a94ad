/// How a page of a report looks: light and dark as the reader's system says, and on paper.
enum HTMLStyle {
  /// A kind of bytes has the same colour in every chart; the classes are named in `SVGChart`.
  static let sheet: StaticString = """
    :root { color-scheme: light dark;
      --paper: #fcfcfb; --ink: #0b0b0b; --quiet: #52514e; --line: #d9d8d4; --soft: #f1f0ec;
      --good: #006300; --bad: #b3261e; --warn: #8a5300; --lit: #ffe08a;
      --c0: #2a78d6; --c1: #1baf7a; --c2: #eda100; --c3: #008300; --c4: #4a3aa7; --c5: #e34948; --c6: #8a8984; }
    @media (prefers-color-scheme: dark) { :root {
      --paper: #1a1a19; --ink: #f4f4f2; --quiet: #c3c2b7; --line: #3d3c39; --soft: #262624;
      --good: #5cc46a; --bad: #ff8a80; --warn: #f2b344; --lit: #6b5200;
      --c0: #3987e5; --c1: #199e70; --c2: #c98500; --c3: #45a845; --c4: #9085e9; --c5: #e66767; --c6: #9b9a94; } }
    * { box-sizing: border-box; }
    body { background: var(--paper); color: var(--ink); margin: 0 auto; max-width: 62rem; padding: 1.5rem;
      font: 15px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
    h1 { font-size: 1.5rem; margin: 0 0 .25rem; overflow-wrap: anywhere; }
    h2 { font-size: 1.15rem; margin: 2rem 0 .75rem; border-bottom: 1px solid var(--line); padding-bottom: .25rem; }
    h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; overflow-wrap: anywhere; }
    p { margin: .35rem 0; } .quiet, caption, figcaption { color: var(--quiet); }
    .verdict { border-left: 4px solid var(--good); background: var(--soft); padding: .6rem .9rem; margin: 1rem 0; }
    .verdict.bad { border-color: var(--bad); } .good { color: var(--good); }
    .error { color: var(--bad); font-weight: 600; } .warning { color: var(--warn); font-weight: 600; }
    .note { color: var(--quiet); font-weight: 600; }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: 0; }
    dt { color: var(--quiet); } dd { margin: 0; overflow-wrap: anywhere; }
    .wide { overflow-x: auto; } table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
    caption { text-align: left; padding: .25rem 0; } th, td { padding: .15rem .7rem .15rem 0; vertical-align: top; }
    thead th { border-bottom: 1px solid var(--line); color: var(--quiet); font-weight: 500; }
    tbody th { font-weight: inherit; } .number { text-align: right; white-space: nowrap; } .words { text-align: left; }
    code, pre, .tree { font: 13px/1.45 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
    pre { background: var(--soft); padding: .5rem .75rem; margin: .35rem 0; overflow-x: auto; }
    mark { background: var(--lit); color: var(--ink); }
    figure { margin: 1.25rem 0; } figure svg { display: block; width: 100%; height: auto; }
    figure h3 { margin: 0; } svg text { fill: var(--quiet); font: 11px system-ui, sans-serif; }
    .grid { stroke: var(--line); stroke-width: 1; } .base { stroke: var(--quiet); stroke-width: 1; }
    .cut { fill: var(--ink); } .f0 { fill: var(--c0); } .f1 { fill: var(--c1); } .f2 { fill: var(--c2); }
    .f3 { fill: var(--c3); } .f4 { fill: var(--c4); } .f5 { fill: var(--c5); } .f6 { fill: var(--c6); }
    .curve { fill: none; stroke: var(--c0); stroke-width: 2; stroke-linejoin: round; }
    .legend { display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; list-style: none; margin: .3rem 0; padding: 0; }
    .legend svg { display: inline-block; width: .75rem; height: .75rem; margin-right: .35rem; vertical-align: -1px; }
    .tree ul { list-style: none; margin: 0; padding-left: 1.25rem; border-left: 1px solid var(--line); }
    .tree > ul { padding-left: 0; border: 0; } .tree li { overflow-wrap: anywhere; }
    .tree .leaf { padding-left: 1.05rem; } summary { cursor: pointer; }
    footer { margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: .5rem; color: var(--quiet); }
    @media print { body { max-width: none; } }
    """
}
