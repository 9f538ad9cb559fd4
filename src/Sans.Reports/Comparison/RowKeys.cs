using Sans.Reports.Tables;

namespace Sans.Reports.Comparison;

/// <summary>
/// The keys of the rows of two tables. They include hidden keys of either table where the others do not suffice.
/// </summary>
internal sealed class RowKeys
{
    // It occurs in no cell of a key.
    private const char Separator = '\u001f';

    private readonly List<string> _names;
    private readonly string[] _told;

    /// <summary>Finds the keys of two tables.</summary>
    public RowKeys(Table first, Table second)
    {
        Table[] both = [first, second];
        _names = [.. both.SelectMany(t => t.Keys).Select(c => c.Name).Distinct()];

        // A label has only the swept values of its own run. Hidden keys count where rows are alike without them.
        string[] hidden =
        [
            .. both
                .SelectMany(t => t.Columns)
                .Where(c => c is { Role: ColumnRole.Key, Readers: Readers.Comparisons })
                .Select(c => c.Name)
                .Distinct()
                .Except(_names),
        ];
        foreach (string name in hidden)
        {
            if (both.Any(t => Differ(t.Rows, r => KeyOf(t, r), r => ValueOf(t, r, name))))
            {
                _names.Add(name);
            }
        }

        (Table Table, TableRow Row)[] rows = [.. both.SelectMany(t => t.Rows.Select(r => (t, r)))];
        string[] words = [.. _names.Where(n => both.Any(t => t.Columns.Any(c => c.Name == n && c.IsText)))];
        _told =
        [
            .. _names.Where(n => words.Contains(n) || Differ(rows, r => Words(r.Table, r.Row, words), r => ValueOf(r.Table, r.Row, n))),
        ];
    }

    /// <summary>Whether a column is a key.</summary>
    public bool Has(string column) => _names.Contains(column);

    /// <summary>The rows of one of the tables by their keys, in their order.</summary>
    /// <exception cref="FormatException">Two rows have one key.</exception>
    public Dictionary<string, TableRow> Rows(Table table)
    {
        Dictionary<string, TableRow> rows = new(StringComparer.Ordinal);
        foreach (TableRow row in table.Rows)
        {
            if (!rows.TryAdd(KeyOf(table, row), row))
            {
                throw new FormatException($"two rows are called '{NameOf(table, row)}'");
            }
        }

        return rows;
    }

    /// <summary>The printed name of a row: its labels, and the keys in which rows with equal labels differ.</summary>
    public string NameOf(Table table, TableRow row) => string.Join(", ", _told
        .Select(name => (Name: name, Column: Find(table, name), Value: ValueOf(table, row, name)))
        .Where(k => k.Value.Length > 0)
        .Select(k => k.Column!.IsText ? table.CellOf(row, k.Name).Exact : $"{k.Name} {k.Value}"));

    private string KeyOf(Table table, TableRow row) => string.Join(Separator, _names.Select(n => ValueOf(table, row, n)));

    private static string Words(Table table, TableRow row, string[] words) =>
        string.Join(Separator, words.Select(w => Find(table, w) is null ? "" : table.CellOf(row, w).Exact));

    private static string ValueOf(Table table, TableRow row, string column) =>
        Find(table, column) is null ? "" : table.CellOf(row, column).Key;

    private static Column? Find(Table table, string name) => table.Columns.FirstOrDefault(c => c.Name == name);

    private static bool Differ<TRow>(IEnumerable<TRow> rows, Func<TRow, string> group, Func<TRow, string> value) =>
        rows.GroupBy(group, StringComparer.Ordinal).Any(g => g.Select(value).Distinct(StringComparer.Ordinal).Skip(1).Any());
}
