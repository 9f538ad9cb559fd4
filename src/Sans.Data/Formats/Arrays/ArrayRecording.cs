using System.Text.RegularExpressions;
using Sans.Configuration.Diagnostics;
using Sans.Configuration.Schema;
using Sans.Data.Recordings;

namespace Sans.Data.Formats.Arrays;

/// <summary>Reads a line of an array.</summary>
/// <param name="array">The array.</param>
/// <param name="line">The line.</param>
/// <param name="most">The most numbers to read.</param>
/// <param name="take">Takes them.</param>
internal delegate void ReadLine(NamedArray array, ArrayLine line, long most, TakeSamples take);

/// <summary>A recording whose channels are lines of arrays.</summary>
internal sealed partial class ArrayRecording : RecordingFile
{
    private readonly Action<int, long, TakeSamples> _read;

    private ArrayRecording(
        string name, IReadOnlyList<ChannelHead> channels, Action<int, long, TakeSamples> read, IReadOnlyList<string> notes)
        : base(name) => (Channels, _read, Notes) = (channels, read, notes);

    /// <inheritdoc/>
    public override IReadOnlyList<ChannelHead> Channels { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes { get; }

    /// <summary>The recordings of arrays: one, or one for each row where rows are examples.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="name">The name in messages and results.</param>
    /// <param name="options">The options for reading.</param>
    /// <param name="arrays">The arrays.</param>
    /// <param name="read">Reads a line.</param>
    /// <param name="notes">The notes of the reader.</param>
    /// <exception cref="DatasetException">An array can be read in two ways, or has another rate than the experiment says.</exception>
    public static IReadOnlyList<RecordingFile> Of(
        string file,
        string name,
        ReadingOptions options,
        IReadOnlyList<NamedArray> arrays,
        ReadLine read,
        IReadOnlyList<string>? notes = null)
    {
        List<(NamedArray Array, ChannelHead Head, ArrayLine Line)> lines = [];
        foreach (NamedArray array in arrays.Select(a => WithRate(a, options, file)))
        {
            lines.AddRange(array.ChannelsOf(file, options.Layout).Select(c => (array, c.Head, c.Line)));
        }

        return options.Layout == TableLayout.Rows
            ? [.. lines.Select((l, i) => new ArrayRecording(
                FormattableString.Invariant($"{name}[{i}]"),
                [l.Head with { Label = "" }],
                (_, most, take) => read(l.Array, l.Line, most, take),
                i == 0 ? notes ?? [] : []))]
            : [new ArrayRecording(
                name,
                [.. lines.Select(l => l.Head)],
                (channel, most, take) => read(lines[channel].Array, lines[channel].Line, most, take),
                notes ?? [])];
    }

    /// <summary>The array that an experiment chooses by name, by the name of one of its channels, or because it is the only one.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="options">The options for reading.</param>
    /// <param name="arrays">All arrays of numbers.</param>
    /// <param name="others">The other contents of the file, each with its name and description.</param>
    /// <exception cref="DatasetException">No array matches, or there are several without a choice.</exception>
    public static NamedArray Choose(
        string file, ReadingOptions options, IReadOnlyList<NamedArray> arrays, IReadOnlyList<(string Name, string What)> others)
    {
        if (options.Variable is { } variable)
        {
            return Named(variable) ?? throw new DatasetException(
                others.FirstOrDefault(o => o.Name == variable) is (not null, { } what)
                    ? $"{file}: '{variable}' is {what}; '{RecordingSchemas.Variable}' names an array of numbers{Instead()}"
                    : $"{file}: there is no array '{variable}'; " + (NearestName.Of(variable, arrays.Select(a => a.Name)) is { } near
                        ? $"did you mean '{near}'? " : "") + $"there {(arrays.Count == 0 ? "is none" : "are " + ListOf(arrays))}");
        }

        if (options.Channel is string channel && (Named(channel) ?? Named(ArrayOf(channel))) is { } its)
        {
            return its;
        }

        return arrays switch
        {
            [var only] => only,
            [] => throw new DatasetException(
                $"{file}: there is no array of numbers in one or two dimensions" + (others.Count == 0 ? "" : ", but "
                    + string.Join(", ", others.Take(MostListed).Select(o => $"'{o.Name}' ({o.What})")))),
            _ => throw new DatasetException(FormattableString.Invariant(
                $"{file}: it has {arrays.Count} arrays: {ListOf(arrays)}. Choose one with '{RecordingSchemas.Variable}'")),
        };

        NamedArray? Named(string? name) => arrays.FirstOrDefault(a => a.Name == name);

        string Instead() => arrays.Count == 0 ? "" : ", such as " + ListOf(arrays);
    }

    /// <summary>The name of the array in the name of a channel such as <c>ecg[1]</c>, or <see langword="null"/>.</summary>
    public static string? ArrayOf(object? channel) =>
        channel is string name && Indexed().Match(name) is { Success: true } match ? match.Groups["name"].Value : null;

    /// <inheritdoc/>
    public override void Read(int channel, long most, TakeSamples take) => _read(channel, most, take);

    private const int MostListed = 20;

    private static string ListOf(IReadOnlyList<NamedArray> arrays) =>
        string.Join(", ", arrays.Take(MostListed).Select(a => $"'{a.Name}' ({a.Head.Shape})")) + (arrays.Count > MostListed ? ", …" : "");

    private static NamedArray WithRate(NamedArray array, ReadingOptions options, string file) =>
        options.SampleRateHz is { } said && array.SampleRateHz is { } found && said != found
            ? throw new DatasetException(FormattableString.Invariant(
                $"{file}: '{RecordingSchemas.SampleRate}' is {said}, but the file has {found} Hz. Leave out the key; the file gives ")
                    + "the rate")
            : array with { SampleRateHz = array.SampleRateHz ?? options.SampleRateHz };

    [GeneratedRegex(@"^(?<name>.+)\[[0-9]+\]$", RegexOptions.CultureInvariant)]
    private static partial Regex Indexed();
}
