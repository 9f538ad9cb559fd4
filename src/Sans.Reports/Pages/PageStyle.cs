namespace Sans.Reports.Pages;

/// <summary>The style of a page: light or dark like the reader's system, from a phone to a wide screen, and on paper.</summary>
internal static class PageStyle
{
    /// <summary>The rules, with LF line ends.</summary>
    public static string Css { get; } = """
        :root{--ground:#fff;--ink:#1c1e26;--soft:#5a5e6b;--line:#d9dbe2;--tint:#f4f5f8;--best:#00603f;--best-tint:#dff3e8;--differs:#8f2c00;--differs-tint:#fdeadf;--warning:#fff4d6}
        @media screen and (prefers-color-scheme:dark){
        :root{--ground:#16181d;--ink:#e6e7ec;--soft:#a2a7b5;--line:#343843;--tint:#1f2229;--best:#5fdba6;--best-tint:#16382a;--differs:#ffa77d;--differs-tint:#402415;--warning:#3d3413}
        }
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,"Segoe UI","Helvetica Neue",Arial,"DejaVu Sans",sans-serif}
        main{max-width:1320px;margin:0 auto;padding:1.2rem clamp(.8rem,3vw,2.4rem) 4rem}
        h1{font-size:1.7rem;line-height:1.2;margin:.4rem 0 1rem;overflow-wrap:anywhere}
        h2{font-size:1.25rem;margin:2.4rem 0 .8rem;padding-top:.6rem;border-top:1px solid var(--line)}
        h3{font-size:1rem;margin:0 0 .4rem;overflow-wrap:anywhere}
        section{display:flex;flex-wrap:wrap;gap:0 1.6rem;align-items:flex-start}
        section>*{flex:0 1 100%;min-width:0;max-width:100%}
        section>figure.single{flex:0 1 400px}
        p{max-width:46rem;overflow-wrap:anywhere}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:0 0 1rem;font-size:.875rem}
        dt{color:var(--soft)}
        dd{margin:0;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
        .warning{background:var(--warning);border:1px solid var(--line);border-radius:.4rem;padding:.6rem .9rem;max-width:none}
        section>.table{flex:0 1 auto;margin-right:auto}
        .table{overflow-x:auto;border:1px solid var(--line);border-radius:.4rem;background:linear-gradient(to left,var(--ground) 60%,transparent) 100% 0/2.4rem 100% no-repeat local,linear-gradient(to left,var(--soft),transparent) 100% 0/.5rem 100% no-repeat scroll}
        table{border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums}
        th,td{padding:.28rem .7rem;text-align:left;white-space:nowrap}
        td{border-top:1px solid var(--line)}
        th{background:var(--tint);padding:0}
        th button{all:unset;box-sizing:border-box;display:block;width:100%;padding:.45rem .7rem;cursor:pointer;font-weight:600;white-space:nowrap}
        th button:hover{text-decoration:underline}
        th button:focus-visible{outline:2px solid var(--soft);outline-offset:-2px}
        th button::after{content:"\2195";margin-left:.35em;color:var(--soft);font-weight:400;opacity:.45}
        th[aria-sort=ascending] button::after{content:"\2191";opacity:1}
        th[aria-sort=descending] button::after{content:"\2193";opacity:1}
        .n{text-align:right}
        td.best{background:var(--best-tint);color:var(--best);font-weight:600}
        td.agrees{color:var(--best)}
        td.differs{background:var(--differs-tint);color:var(--differs);font-weight:600}
        details{margin:.5rem 0 1rem;font-size:.875rem}
        summary{cursor:pointer;color:var(--soft)}
        details dl{margin-top:.5rem}
        pre{overflow-x:auto;font:13px/1.4 ui-monospace,Consolas,"DejaVu Sans Mono",monospace}
        .notes{font-size:.875rem;color:var(--soft);padding-left:1.2rem;overflow-wrap:anywhere}
        figure{margin:0 0 2.2rem}
        figcaption{font-size:.875rem;color:var(--soft);max-width:60rem;margin-top:.5rem;overflow-wrap:anywhere}
        .file{white-space:nowrap;font-family:ui-monospace,Consolas,"DejaVu Sans Mono",monospace;font-size:.8em}
        .legend{list-style:none;display:flex;flex-wrap:wrap;gap:.15rem 1.1rem;padding:0;margin:0 0 .6rem;font-size:.8125rem}
        .legend li{display:flex;align-items:center;gap:.4rem}
        .panels{display:flex;flex-wrap:wrap;gap:.7rem}
        .panels svg{max-width:100%;height:auto;flex:none}
        .key{flex:none}
        @media (max-width:480px){body{font-size:15px}h1{font-size:1.4rem}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.45rem}table{font-size:.75rem}td,th button{padding-left:.35rem;padding-right:.35rem}td:not(.n){white-space:normal}th:not([aria-sort]) button::after{content:none}.panels{justify-content:center}}
        @media print{
        body{font-size:10pt}main{padding:0;max-width:none}h2{break-after:avoid}.table{overflow:visible;border:0}table{font-size:8pt}tr,.panels svg{break-inside:avoid}h3,.legend{break-after:avoid}
        figcaption{break-before:avoid}th button::after{content:""}details::details-content{content-visibility:visible}thead{display:table-header-group}
        td.best,td.differs{-webkit-print-color-adjust:exact;print-color-adjust:exact}.chart *{-webkit-print-color-adjust:exact;print-color-adjust:exact}
        }

        """.ReplaceLineEndings("\n");
}
