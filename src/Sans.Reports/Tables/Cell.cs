using System.Globalization;
using Sans.Configuration;

namespace Sans.Reports.Tables;

/// <summary>How a cell stands out: by a sign, and by a colour where there are some.</summary>
public enum CellMark
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>The best of its group.</summary>
    Best,

    /// <summary>It is as it should be.</summary>
    Agrees,

    /// <summary>It is not as it should be.</summary>
    Differs,
}

/// <summary>What a column holds for a row: words, a number, or nothing.</summary>
public readonly record struct Cell
{
    /// <summary>Nothing, as there is nothing to tell.</summary>
    public static Cell None => default;

    /// <summary>Nothing, where something should be: every training of the row failed.</summary>
    public static Cell Missing => new() { IsMissing = true };

    /// <summary>The words, or <see langword="null"/> for a number or nothing.</summary>
    public string? Words { get; private init; }

    /// <summary>The number, also where words say it, or <see langword="null"/> for other words or nothing.</summary>
    public double? Number { get; private init; }

    /// <summary>What a count is a part of, or <see langword="null"/> where it is all.</summary>
    public int? OutOf { get; private init; }

    /// <summary>Whether something should be here.</summary>
    public bool IsMissing { get; private init; }

    /// <summary>How it stands out.</summary>
    public CellMark Mark { get; init; }

    /// <summary>More about it, shown on hovering over a page, or <see langword="null"/> for nothing.</summary>
    public string? Hover { get; init; }

    /// <summary>What tells the row apart, where the words say more than that, or <see langword="null"/> where they are the same.</summary>
    public string? Identity { get; init; }

    /// <summary>Its words in LaTeX, with mathematics, or <see langword="null"/> where they are the same.</summary>
    public string? Latex { get; init; }

    /// <summary>For programs: numbers read back to the same bits.</summary>
    public string Exact => Words ?? Number?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    /// <summary>What tells rows apart.</summary>
    public string Key => Identity ?? Exact;

    /// <summary>Words.</summary>
    public static Cell Of(string words) => new() { Words = words };

    /// <summary>A number, or nothing.</summary>
    public static Cell Of(double? number) => new() { Number = number };

    /// <summary>
    /// The value of a parameter, or nothing where it is not among them: the words of the experiment, which sort as the number
    /// that they are.
    /// </summary>
    public static Cell Of(ValueList<Parameter> parameters, string name) =>
        parameters.FirstOrDefault(p => p.Name == name) is not { } parameter
        ? None
        : new() { Words = parameter.Text, Number = parameter.Value switch { long whole => whole, double number => number, _ => null } };

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static Cell Of(bool flag) => new() { Words = flag ? "true" : "false" };

    /// <summary>A count, printed with what it is a part of where it is not all of it.</summary>
    public static Cell Count(int count, int outOf) => new() { Number = count, OutOf = count == outOf ? null : outOf };
}
