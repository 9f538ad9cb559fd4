namespace Sans.Reports.Pages;

/// <summary>
/// The script of a page. A click on a column's title sorts the table by it, a second one reverses the order, and a third one
/// restores it. Rows stay below the head of their group.
/// </summary>
internal static class PageScript
{
    /// <summary>The script, with LF line ends.</summary>
    public static string Text { get; } = """
        "use strict";
        for (const table of document.querySelectorAll("table")) {
          const body = table.tBodies[0], original = [...body.rows], groups = [];
          for (const row of original) {
            const isHead = row.classList.contains("group");
            if (isHead || groups.length === 0) groups.push({ head: isHead ? [row] : [], rows: [] });
            if (!isHead) groups.at(-1).rows.push(row);
          }
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
            if (next !== null) head.setAttribute("aria-sort", next);
            const sign = next === "ascending" ? 1 : -1;
            body.append(...next === null ? original : groups.flatMap(group =>
              [...group.head, ...[...group.rows].sort((a, b) => sign * order(value(a, i), value(b, i)))]));
          }));
        }

        """.ReplaceLineEndings("\n");
}
