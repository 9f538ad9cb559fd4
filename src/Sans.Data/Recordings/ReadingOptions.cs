using Sans.Configuration;
using Sans.Configuration.Schema;
using Sans.Core.Models;
using Sans.Data.Filters;

namespace Sans.Data.Recordings;

/// <summary>
/// The options of an experiment for reading files. An option without a value is detected, or the file is refused where there
/// are two ways.
/// </summary>
internal sealed record ReadingOptions
{
    /// <summary>The options without any values.</summary>
    public static readonly ReadingOptions None = new();

    /// <summary>The key that chooses a channel, for messages.</summary>
    public string ChannelKey { get; init; } = RecordingSchemas.Channel;

    /// <summary>The means of choosing a channel, for messages. By default the key.</summary>
    public string ChannelChooser
    {
        get => field ?? $"'{ChannelKey}'";
        init;
    }

    /// <summary>The channel: its name as text, or its number from 0. <see langword="null"/> where none is chosen.</summary>
    public object? Channel { get; init; }

    /// <summary>The array of a file that has several, by its name or path.</summary>
    public string? Variable { get; init; }

    /// <summary>Samples per second.</summary>
    public double? SampleRateHz { get; init; }

    /// <summary>The layout of a table or array.</summary>
    public TableLayout? Layout { get; init; }

    /// <summary>The character between cells. A space stands for any white space.</summary>
    public char? Separator { get; init; }

    /// <summary>The sign before the fraction of a number.</summary>
    public char? Decimal { get; init; }

    /// <summary>Number of lines to skip at the start.</summary>
    public int SkipRows { get; init; }

    /// <summary>Number of rows of names and units before the samples.</summary>
    public int? HeaderRows { get; init; }

    /// <summary>The beginnings of comment lines.</summary>
    public IReadOnlyList<string> Comment { get; init; } = ["#", "%"];

    /// <summary>Words for a missing sample, beside the usual ones.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Whether blank lines are missing samples, or <see langword="null"/> where the experiment does not say.</summary>
    public bool? AreBlankLinesMissing { get; init; }

    /// <summary>The column of the time, by name or number.</summary>
    public object? TimeColumn { get; init; }

    /// <summary>The unit of the time, or <see langword="null"/> where nothing is said.</summary>
    public string? TimeUnit { get; init; }

    /// <summary>The column of labels, by name or number, which is left out.</summary>
    public object? LabelColumn { get; init; }

    /// <summary>The filters of the signal, or <see langword="null"/> for none.</summary>
    public SignalFilters? Filters { get; init; }

    /// <summary>Whether a piece that is too short for the filters becomes missing. Otherwise it is an error.</summary>
    public bool SkipsShortPieces { get; init; }

    /// <summary>Whether the file is declared a plain table, which leaves no ambiguity.</summary>
    public bool IsPlainTable { get; init; }

    /// <summary>The options of a dataset.</summary>
    /// <param name="parameters">Its parameters, checked.</param>
    /// <param name="channelKey">The layout of a table or of an array of two dimensions.</param>
    public static ReadingOptions Of(ValueList<Parameter> parameters, string channelKey)
    {
        return new ReadingOptions
        {
            ChannelKey = channelKey,
            Channel = Find(channelKey),
            Variable = Find(RecordingSchemas.Variable) as string,
            SampleRateHz = Find(RecordingSchemas.SampleRate) as double?,
            Layout = Find(RecordingSchemas.Layout) is string layout ? Enum.Parse<TableLayout>(layout, ignoreCase: true) : null,
            Separator = Find(RecordingSchemas.Separator) is string separator ? RecordingSchemas.SeparatorOf(separator) : null,
            Decimal = (Find(RecordingSchemas.Decimal) as string)?[0],
            SkipRows = (int)(Find(RecordingSchemas.SkipRows) as long? ?? 0),
            HeaderRows = (int?)(Find(RecordingSchemas.HeaderRows) as long?),
            Comment = Texts(RecordingSchemas.Comment) ?? None.Comment,
            Missing = Texts(RecordingSchemas.Missing) ?? [],
            AreBlankLinesMissing = Find(RecordingSchemas.BlankLines) is string blank ? blank == "missing" : null,
            TimeColumn = Find(RecordingSchemas.TimeColumn),
            TimeUnit = Find(RecordingSchemas.TimeUnit) as string,
            LabelColumn = Find(RecordingSchemas.LabelColumn),
            Filters = FilterParameters.Of(parameters),
        };

        object? Find(string name) => parameters.FirstOrDefault(p => p.Name == name)?.Value;

        IReadOnlyList<string>? Texts(string name) => Find(name) is ListedValues list ? [.. list.Items.Cast<string>()] : null;
    }
}

/// <summary>The layout of a table or of an array of two dimensions.</summary>
internal enum TableLayout
{
    /// <summary>A channel in each column. Time goes down.</summary>
    Columns,

    /// <summary>An example in each row, as a recording of its own.</summary>
    Rows,

    /// <summary>A channel in each row. Time goes to the right.</summary>
    Channels,
}
