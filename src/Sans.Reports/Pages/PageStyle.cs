namespace Sans.Reports.Pages;

/// <summary>The style of a page: light or dark like the reader's system, from a phone to a wide screen, and on paper.</summary>
internal static class PageStyle
{
    /// <summary>The rules, with LF line ends.</summary>
    public static string Css { get; } = """
        :root{--ground:#fff;--ink:#1c1e26;--soft:#5a5e6b;--line:#d9dbe2;--tint:#f4f5f8;--best:#00603f;--best-tint:#dff3e8;--differs:#8f2c00;--differs-tint:#fdeadf;--warning:#fff4d6;--link:#00508a;--fine:#f3e4e4}
        @media screen and (prefers-color-scheme:dark){
        :root{--ground:#16181d;--ink:#e6e7ec;--soft:#a2a7b5;--line:#343843;--tint:#1f2229;--best:#5fdba6;--best-tint:#16382a;--differs:#ffa77d;--differs-tint:#402415;--warning:#3d3413;--link:#8fd0f7;--fine:#262429}
        }
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,"Segoe UI","Helvetica Neue",Arial,"DejaVu Sans",sans-serif}
        main{max-width:1860px;margin:0 auto;padding:1.2rem clamp(.8rem,3vw,2.4rem) 4rem}
        h1{font-size:1.7rem;line-height:1.2;margin:.4rem 0 1rem;overflow-wrap:anywhere}
        h2{font-size:1.25rem;margin:2.4rem 0 .8rem;padding-top:.6rem;border-top:1px solid var(--line)}
        h3{font-size:1rem;margin:0 0 .4rem;overflow-wrap:anywhere}
        a{color:var(--link)}
        a:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:2px solid var(--link);outline-offset:2px}
        section{display:flex;flex-wrap:wrap;gap:0 1.6rem;align-items:flex-start}
        section>*{flex:0 1 100%;min-width:0;max-width:100%}
        section>figure.single{flex:1 1 400px;max-width:600px}
        p{max-width:46rem;overflow-wrap:anywhere}
        section>p{max-width:none;padding-right:max(0px,100% - 46rem)}
        .answer{font-size:1.15rem;line-height:1.4;max-width:60rem;margin:.4rem 0}
        .verdict{margin:.4rem 0}
        .status,nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.1rem 1.2rem;padding:0;margin:.6rem 0;font-size:.875rem}
        .status li{overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
        .status span{color:var(--soft)}
        .files{font-family:ui-monospace,Consolas,"DejaVu Sans Mono",monospace;font-size:.85em}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:0 0 1rem;font-size:.875rem}
        dt{color:var(--soft)}
        dd{margin:0;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
        .warning{background:var(--warning);border:1px solid var(--line);border-radius:.4rem;padding:.6rem .9rem;max-width:none}
        section>.table{flex:0 1 auto;margin-right:auto}
        .table{overflow:auto;max-height:85vh;border:1px solid var(--line);border-radius:.4rem}
        table{border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums}
        th,td{padding:.28rem .7rem;text-align:left}
        td{border-top:1px solid var(--line)}
        th{background:var(--tint);padding:0}
        thead th{position:sticky;top:0;z-index:1}
        .group th{position:sticky;left:0;padding:.5rem .7rem .25rem;background:var(--ground);border-top:1px solid var(--line);overflow-wrap:anywhere}
        .groups .g{display:none}
        .groups td{padding-left:1.1rem}
        td wbr,th wbr{display:none}
        .of{color:var(--soft);font-size:.9em}
        .strip{padding:0 .3rem;vertical-align:middle}
        .strip svg{display:block}
        .strip .fill.best{fill:var(--best)}.strip .line.best{stroke:var(--best)}
        .strip .fill.row{fill:var(--soft)}.strip .line.row{stroke:var(--soft)}
        th button{all:unset;box-sizing:border-box;display:block;width:100%;padding:.45rem .7rem;cursor:pointer;font-weight:600}
        th button:hover{text-decoration:underline}
        th button:focus-visible{outline:2px solid var(--link);outline-offset:-2px}
        th button::after{content:"\2195";margin-left:.35em;color:var(--soft);font-weight:400}
        th[aria-sort=ascending] button::after{content:"\2191"}
        th[aria-sort=descending] button::after{content:"\2193"}
        .n{text-align:right}
        td.best{background:var(--best-tint);color:var(--best);font-weight:600}
        td.agrees{color:var(--best)}
        td.differs{background:var(--differs-tint);color:var(--differs);font-weight:600}
        details{margin:.5rem 0 1rem;font-size:.875rem}
        summary{cursor:pointer;color:var(--soft)}
        details dl{margin-top:.5rem}
        .notes{font-size:.875rem;color:var(--soft);padding-left:1.2rem;overflow-wrap:anywhere}
        figure{margin:0 0 2.2rem}
        figcaption{font-size:.875rem;color:var(--soft);max-width:60rem;margin-top:.5rem;overflow-wrap:anywhere}
        .file{white-space:nowrap;font-family:ui-monospace,Consolas,"DejaVu Sans Mono",monospace;font-size:.8em}
        .legend{list-style:none;display:flex;flex-wrap:wrap;gap:.15rem 1.1rem;padding:0;margin:0 0 .6rem;font-size:.8125rem}
        .legend li{display:flex;align-items:center;gap:.4rem}
        .panels{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,var(--w)),1fr));gap:.7rem;justify-items:start}
        .single .panels{grid-template-columns:minmax(0,1fr)!important}
        .panels>div{width:100%;max-width:calc(1.45*var(--w))}
        .panels svg{display:block;width:100%;height:auto}
        .values .table{max-height:60vh;margin-top:.4rem}.values th,.values td{padding:.28rem .7rem;vertical-align:top;border-top:1px solid var(--line)}.values td{overflow-wrap:anywhere}
        .pair,.half{display:flex;flex-wrap:wrap;gap:.4rem;align-items:flex-start}
        .pair div{min-width:0;max-width:100%}
        .key{flex:none}
        .legend button{all:unset;display:flex;align-items:center;gap:.4rem;cursor:pointer}
        .legend button:focus-visible,.bar button:focus-visible{outline:2px solid var(--link);outline-offset:2px}
        .legend button[aria-pressed=false]{text-decoration:line-through;opacity:.65}
        .off{display:none}
        .zoomed path{vector-effect:non-scaling-stroke}
        .chart[data-zoom],canvas{cursor:crosshair;touch-action:pan-y;user-select:none;-webkit-user-select:none}
        .chart[data-go]{cursor:pointer}.chart[data-go] .title{fill:var(--link);text-decoration:underline}
        output{position:fixed;left:0;top:0;z-index:9;pointer-events:none}
        .tip{background:var(--ground);border:1px solid var(--soft);border-radius:.3rem;padding:.2rem .5rem;font-size:.8125rem;line-height:1.35;white-space:pre-line;max-width:22rem;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
        .stage{display:none}.live .stage{display:block}.live .panels,.live figcaption{display:none}
        canvas{display:block;width:100%}
        .map{height:46px;margin-bottom:.3rem;background:var(--tint)}
        .main{height:clamp(340px,56vh,620px)}
        .bar{display:flex;flex-wrap:wrap;gap:.4rem;margin:.5rem 0}
        .bar button{font:inherit;font-size:.875rem;color:var(--ink);background:var(--tint);border:1px solid var(--soft);border-radius:.3rem;padding:.35rem .7rem;cursor:pointer}
        @media (max-width:480px){body{font-size:15px}h1{font-size:1.4rem}.answer{font-size:1.05rem}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.45rem}table{font-size:.75rem}td,th button{padding-left:.35rem;padding-right:.35rem}td wbr,th wbr{display:inline}th:not([aria-sort]) button::after{content:none}}
        @media print{
        @page{margin:12mm}
        .live .stage,output{display:none}.live .panels{display:grid}.live figcaption{display:block}
        html{font-size:9pt}body{font-size:9pt}main{padding:0;max-width:none}h2{break-after:avoid}.table{overflow:visible;max-height:none;border:0}table{font-size:7pt}th,td{padding:.12rem .3rem}td wbr,th wbr{display:inline}th button{display:contents}thead th,.group th{position:static}tr,.panels>*,.pair{break-inside:avoid}h3,.legend,.group{break-after:avoid}.legend{break-inside:avoid}.single{break-inside:avoid;max-width:100mm}.panels>div{max-width:var(--w)}
        figcaption{break-before:avoid}th button::after{content:""!important}details::details-content{content-visibility:visible;height:auto}thead{display:table-header-group}nav,.values{display:none}.strip{width:110px}.strip svg{width:110px}
        section{display:block}.panels{grid-template-columns:repeat(auto-fill,minmax(min(100%,calc(.72*var(--w))),1fr))}
        td.best,td.differs{-webkit-print-color-adjust:exact;print-color-adjust:exact}.chart *{-webkit-print-color-adjust:exact;print-color-adjust:exact}
        }

        """.ReplaceLineEndings("\n");
}
