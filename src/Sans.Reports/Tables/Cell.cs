using System.Globalization;
using Sans.Configuration;

namespace Sans.Reports.Tables;

/// <summary>The emphasis of a cell: a sign, and a colour where there are colours.</summary>
public enum CellMark
{
    /// <summary>No emphasis.</summary>
    None,

    /// <summary>The best of its group.</summary>
    Best,

    /// <summary>The value agrees with the expected one.</summary>
    Agrees,

    /// <summary>The value differs from the expected one.</summary>
    Differs,
}

/// <summary>The content of a column for a row: words, a number, or nothing.</summary>
public readonly record struct Cell
{
    /// <summary>An empty cell.</summary>
    public static Cell None => default;

    /// <summary>A missing value, because every training of the row failed.</summary>
    public static Cell Missing => new() { IsMissing = true };

    /// <summary>The words, or <see langword="null"/> for a number or an empty cell.</summary>
    public string? Words { get; private init; }

    /// <summary>The number, even if words show it. It is <see langword="null"/> for other words and for an empty cell.</summary>
    public double? Number { get; private init; }

    /// <summary>The total that a count is a part of, or <see langword="null"/> where it is the total.</summary>
    public int? OutOf { get; private init; }

    /// <summary>Whether a value is missing.</summary>
    public bool IsMissing { get; private init; }

    /// <summary>The emphasis.</summary>
    public CellMark Mark { get; init; }

    /// <summary>A hover text on a page, or <see langword="null"/> for none.</summary>
    public string? Hover { get; init; }

    /// <summary>The text that identifies the row, or <see langword="null"/> where it equals the words.</summary>
    public string? Identity { get; init; }

    /// <summary>The words in LaTeX, with mathematics, or <see langword="null"/> where they are the same.</summary>
    public string? Latex { get; init; }

    /// <summary>The text for programs. Numbers read back to the same bits.</summary>
    public string Exact => Words ?? Number?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    /// <summary>The text that identifies rows.</summary>
    public string Key => Identity ?? Exact;

    /// <summary>A cell of words.</summary>
    public static Cell Of(string words) => new() { Words = words };

    /// <summary>A number, or nothing.</summary>
    public static Cell Of(double? number) => new() { Number = number };

    /// <summary>The value of a parameter, in the words of the experiment, or an empty cell. It sorts as a number.</summary>
    public static Cell Of(ValueList<Parameter> parameters, string name) =>
        parameters.FirstOrDefault(p => p.Name == name) is not { } parameter
        ? None
        : new() { Words = parameter.Text, Number = parameter.Value switch { long whole => whole, double number => number, _ => null } };

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static Cell Of(bool flag) => new() { Words = flag ? "true" : "false" };

    /// <summary>A count, printed with its total where it is only a part.</summary>
    public static Cell Count(int count, int outOf) => new() { Number = count, OutOf = count == outOf ? null : outOf };
}
