/// The style sheet of a page: looks like a printed memo, in light and dark mode, on a phone and on paper.
enum PageStyle {
  static let text = """
    :root {
      color-scheme: light dark;
      --paper: #fdfcfa; --ink: #1d1c1a; --soft: #5b5852; --rule: #d8d4cc; --pale: #e8e5de; --blue: #1f5280;
      --band: #1f528030; --mark: #ffe9a3;
      --s0: #e6eef6; --s1: #c3d8ea; --s2: #8db4d6; --s3: #3b719f; --s4: #1c4a73;
      --o0: #1d1c1a; --o1: #1d1c1a; --o2: #1d1c1a; --o3: #ffffff; --o4: #ffffff;
      --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "Book Antiqua", Charter, Georgia, "Noto Serif", serif;
      --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif;
      --mono: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #17181b; --ink: #e9e6e0; --soft: #aaa69e; --rule: #3d3e43; --pale: #2b2d31; --blue: #8fbde8;
        --band: #8fbde838; --mark: #5d4c14;
        --s0: #202a35; --s1: #27425c; --s2: #305d86; --s3: #74a9d9; --s4: #b9d9f6;
        --o0: #e9e6e0; --o1: #e9e6e0; --o2: #ffffff; --o3: #0d1116; --o4: #0d1116;
      }
    }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body {
      margin: 0 auto; padding: clamp(1.5rem, 5vw, 4rem) clamp(1rem, 4vw, 2rem) 3rem; max-width: 46rem;
      background: var(--paper); color: var(--ink); font: 1.0625rem/1.55 var(--serif);
      overflow-wrap: anywhere; font-variant-numeric: lining-nums;
    }
    h1 { font-size: clamp(1.8rem, 5vw, 2.5rem); line-height: 1.15; font-weight: 600; margin: 0 0 .6rem; letter-spacing: -.01em; }
    .lead { font-size: 1.15rem; line-height: 1.5; color: var(--soft); margin: 0 0 .4rem; max-width: 38rem; }
    .dateline { font: .875rem/1.5 var(--sans); color: var(--soft); margin: .6rem 0 0; }
    header { padding-bottom: 1.6rem; border-bottom: 1px solid var(--rule); }
    a { color: inherit; text-decoration-color: var(--rule); text-underline-offset: .2em; }
    a:hover { text-decoration-color: currentColor; }
    .keys { list-style: none; margin: 1.6rem 0 0; padding: 0; display: grid; grid-template-columns: repeat(auto-fit, minmax(min(12rem, 100%), 1fr)); gap: 1rem 2rem; }
    .keys a { display: block; text-decoration: none; font: .875rem/1.45 var(--sans); }
    .keys strong { display: block; font: 600 2rem/1.2 var(--serif); font-variant-numeric: lining-nums; }
    .keys .rest { display: block; }
    nav { margin: 1.6rem 0 0; font: .9rem/1.5 var(--sans); }
    nav ol { list-style: none; margin: 0; padding: 0; display: grid; gap: .2rem; }
    .result { margin: .3rem 0 0; font-size: .97rem; color: var(--soft); }
    h2, h3 { font-weight: 600; line-height: 1.3; text-wrap: pretty; }
    h2 { font-size: 1.4rem; margin: 3.2rem 0 0; }
    h3, .answer > h2, .failure > h2 { font-size: 1.15rem; margin: 0; }
    section { margin: 2.2rem 0 0; }
    h2 + section { margin-top: 1.1rem; }
    .reading { margin: .35rem 0 0; color: var(--soft); font-size: .97rem; text-wrap: pretty; }
    figure { margin: 1.3rem 0 0; }
    figcaption, caption { font: 600 .875rem/1.4 var(--sans); text-align: left; margin: 0 0 .5rem; padding: 0; }
    .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    .panels { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(18rem, 100%), 1fr)); gap: 1.2rem 2rem; }
    .drawing { display: block; width: 100%; overflow: visible; font: .8125rem var(--sans); fill: var(--ink); font-variant-numeric: tabular-nums; }
    .drawing .figure { font-weight: 600; }
    .drawing text:not([class*="on"]) { paint-order: stroke; stroke: var(--paper); stroke-width: 2px; stroke-linejoin: round; }
    .drawing .rest, .rest { fill: var(--soft); color: var(--soft); }
    .drawing .small { font-size: .6875rem; }
    .drawing .end { text-anchor: end; }
    .drawing .middle { text-anchor: middle; }
    .drawing .fill { fill: var(--blue); }
    .drawing .track { fill: var(--pale); }
    .drawing .open { fill: var(--paper); stroke: var(--blue); stroke-dasharray: 3 2; }
    .drawing .hollow { fill: var(--paper); stroke: var(--blue); stroke-width: 1.75; }
    .drawing line { stroke: var(--soft); shape-rendering: crispEdges; }
    .drawing line.rail { stroke: var(--pale); }
    .drawing line.rule { stroke: var(--rule); }
    .drawing line.tick { stroke: var(--pale); }
    .drawing .unseen-dot { fill: transparent; stroke: none; }
    .drawing line.zero { stroke: var(--soft); stroke-dasharray: 2 2; }
    .drawing line.interval { stroke: var(--blue); stroke-width: 3; opacity: .5; }
    .drawing line.whisker { stroke: var(--ink); stroke-width: 1.5; }
    .drawing polyline { fill: none; stroke: var(--blue); stroke-width: 1.75; vector-effect: non-scaling-stroke; stroke-linejoin: round; }
    .drawing polyline.pale { stroke: var(--rule); stroke-width: 1; }
    .drawing polygon.band { fill: var(--band); }
    .shade0 { fill: var(--s0); } .shade1 { fill: var(--s1); } .shade2 { fill: var(--s2); } .shade3 { fill: var(--s3); } .shade4 { fill: var(--s4); }
    .on0 { fill: var(--o0); } .on1 { fill: var(--o1); } .on2 { fill: var(--o2); } .on3 { fill: var(--o3); } .on4 { fill: var(--o4); }
    .unfinished { stroke: var(--soft); stroke-dasharray: 2 2; }
    .remark { margin: .4rem 0 0; font: .8125rem/1.4 var(--sans); color: var(--soft); }
    details { margin: .6rem 0 0; font-family: var(--sans); font-size: .875rem; }
    summary { cursor: pointer; color: var(--soft); width: fit-content; padding: .25rem 0; }
    summary:hover { color: var(--ink); }
    :focus-visible { outline: 2px solid var(--blue); outline-offset: 3px; border-radius: 2px; }
    .wide { overflow-x: auto; }
    table { border-collapse: collapse; width: 100%; font: .875rem/1.4 var(--sans); font-variant-numeric: tabular-nums lining-nums; overflow-wrap: normal; }
    th, td { text-align: left; vertical-align: baseline; padding: .32rem .9rem .32rem 0; border-bottom: 1px solid var(--pale); font-weight: 400; }
    td, tbody th { max-width: 26rem; overflow-wrap: break-word; }
    :is(th, td):last-child { padding-right: 0; }
    thead th { color: var(--soft); border-bottom: 1px solid var(--rule); vertical-align: bottom; }
    tfoot :is(th, td) { border-bottom: 0; border-top: 1px solid var(--rule); font-weight: 600; }
    th button { font: inherit; color: inherit; text-align: inherit; padding: 0; border: 0; background: none; cursor: pointer; }
    th[aria-sort] button { color: var(--ink); }
    th[aria-sort=ascending] button::after { content: " ↑"; } th[aria-sort=descending] button::after { content: " ↓"; }
    input[type=search] { display: block; width: min(16rem, 100%); margin: 0 0 1rem; padding: .35rem .6rem; font: .875rem var(--sans); color: var(--ink); background: var(--paper); border: 1px solid var(--soft); border-radius: 4px; }
    .number { text-align: right; white-space: nowrap; }
    thead .number { white-space: normal; }
    .number + :not(.number) { padding-left: .9rem; }
    .word { white-space: nowrap; }
    .number .rest { font-weight: 400; }
    .voices { margin: 1.4rem 0 0; }
    .quote { margin: 0 0 1.1rem; padding-left: 1.1rem; border-left: 2px solid var(--rule); }
    blockquote { margin: 0; }
    blockquote p { margin: 0; text-indent: -.42em; }
    .quote figcaption { font-weight: 400; color: var(--soft); margin: .25rem 0 0; }
    mark { background: var(--mark); color: inherit; font-weight: 600; padding: 0 .1em; border-radius: 2px; }
    .heard { margin: 0; font: .8125rem/1.4 var(--sans); color: var(--soft); }
    .notes { margin: 1.1rem 0 0; padding: 0 0 0 1.1rem; font-size: .9rem; line-height: 1.45; color: var(--soft); }
    .notes li { margin: .15rem 0; padding-left: .1rem; }
    pre { margin: .3rem 0 0; padding: .7rem .9rem; background: var(--pale); border-radius: 4px; font: .8125rem/1.5 var(--mono); white-space: pre-wrap; overflow-x: auto; }
    .failure { border-left: 3px solid var(--ink); padding-left: 1.1rem; }
    .failure pre { white-space: pre; overflow-wrap: normal; }
    footer { margin: 4rem 0 0; padding: 1.2rem 0 0; border-top: 1px solid var(--rule); font: .8125rem/1.5 var(--sans); color: var(--soft); }
    footer p { margin: .8rem 0 0; }
    dl { margin: 0; display: grid; gap: .15rem; }
    dl div { display: grid; grid-template-columns: 7rem 1fr; }
    dt { font-weight: 600; } dd { margin: 0; }
    code { font-family: var(--mono); }
    @media (max-width: 30rem) {
      body { font-size: 1rem; }
      .number .rest { display: block; }
      .drawing .small { font-size: .5625rem; }
      dl div { grid-template-columns: 5.5rem 1fr; }
    }
    @media print {
      :root {
        --paper: #ffffff; --ink: #000000; --soft: #444444; --rule: #bbbbbb; --pale: #e6e6e6; --blue: #1f5280; --band: #1f528030;
        --mark: #fff0b8; --s0: #e6eef6; --s1: #c3d8ea; --s2: #8db4d6; --s3: #3b719f; --s4: #1c4a73;
        --o0: #000000; --o1: #000000; --o2: #000000; --o3: #ffffff; --o4: #ffffff;
      }
      @page { margin: 15mm 16mm; }
      html { font-size: 11.5px; }
      body { padding: 0; max-width: none; font-size: 9pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      h1, h2, h3, .reading, caption, figcaption { break-after: avoid; }
      h2, h3, .drawing, .quote, .reading, .keys, tr, pre, footer { break-inside: avoid; }
      tfoot { display: table-row-group; }
      .wide { overflow: visible; }
      .many { font-size: 6.5pt; }
      .many :is(th, td) { padding-right: .35rem; }
      .many .number .rest { display: block; }
      @page { @bottom-right { content: counter(page) " / " counter(pages); font: 9px var(--sans); } }
      details:not([open]), nav, input[type=search] { display: none; }
      .result, .remark, .notes, .heard { break-before: avoid; }
      section { margin-top: 1.1rem; } h2 { margin-top: 1.4rem; } header { padding-bottom: 1rem; }
      figure, .voices { margin-top: .8rem; } .quote { margin-bottom: .6rem; } footer { margin-top: 1.6rem; }
    }

    """
}
