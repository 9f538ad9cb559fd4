namespace Sans.Reports.Pages;

/// <summary>
/// The script of a page. A click on a column's title sorts the table by it, a second one reverses the order, and a third one
/// restores it.
/// </summary>
internal static class PageScript
{
    /// <summary>The script, with LF line ends.</summary>
    public static string Text { get; } = """
        "use strict";
        for (const table of document.querySelectorAll("table")) {
          const body = table.tBodies[0], original = [...body.rows];
          const data = original.filter(row => !row.classList.contains("group"));
          const value = (row, i) => {
            const cell = row.cells[i];
            return cell.dataset.v === undefined ? cell.textContent : Number(cell.dataset.v);
          };
          const order = (a, b) => typeof a === "number" && typeof b === "number"
            ? (Number.isNaN(a) - Number.isNaN(b)) || a - b
            : (typeof a === "string") - (typeof b === "string") || String(a).localeCompare(String(b), "en", { numeric: true });
          [...table.tHead.rows[0].cells].forEach((head, i) => head.querySelector("button")?.addEventListener("click", () => {
            const before = head.getAttribute("aria-sort");
            const next = before === null ? "ascending" : before === "ascending" ? "descending" : null;
            for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
            const rows = next === null ? [...original] : [...data];
            table.classList.toggle("sorted", next !== null);
            if (next !== null) {
              head.setAttribute("aria-sort", next);
              const sign = next === "ascending" ? 1 : -1;
              rows.sort((a, b) => sign * order(value(a, i), value(b, i)));
            }
            body.append(...rows);
          }));
        }

        """.ReplaceLineEndings("\n");
}
