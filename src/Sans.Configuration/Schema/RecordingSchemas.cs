namespace Sans.Configuration.Schema;

/// <summary>The datasets made of people's own files, and the keys that say how files are read.</summary>
public static class RecordingSchemas
{
    /// <summary>Recordings that a pattern chooses.</summary>
    public const string Recordings = "recordings";

    /// <summary>The pattern of <see cref="Recordings"/>.</summary>
    public const string Files = "files";

    /// <summary>The records of a <see cref="DatasetSchemas.PhysioNet"/> dataset that has several.</summary>
    public const string Records = "records";

    /// <summary>All records of a list.</summary>
    public const string AllRecords = "all";

    /// <summary>What stands in a pattern for the part of a path that names the subject.</summary>
    public const string Subject = "{subject}";

    /// <summary>The channel of <see cref="Recordings"/>.</summary>
    public const string Channel = "channel";

    /// <summary>The channel of <see cref="DatasetSchemas.Files"/>.</summary>
    public const string Column = "column";

    /// <summary>Samples per second.</summary>
    public const string SampleRate = "sample_rate_hz";

    /// <summary>How a table or array is laid out.</summary>
    public const string Layout = "layout";

    /// <summary>What stands between cells.</summary>
    public const string Separator = "separator";

    /// <summary>What stands before the fraction of a number.</summary>
    public const string Decimal = "decimal";

    /// <summary>Lines before anything else.</summary>
    public const string SkipRows = "skip_rows";

    /// <summary>Rows of names and units.</summary>
    public const string HeaderRows = "header_rows";

    /// <summary>What lines of comment begin with.</summary>
    public const string Comment = "comment";

    /// <summary>Cells that mean a missing sample.</summary>
    public const string Missing = "missing";

    /// <summary>What blank lines mean.</summary>
    public const string BlankLines = "blank_lines";

    /// <summary>The column of the time.</summary>
    public const string TimeColumn = "time_column";

    /// <summary>The unit of the time.</summary>
    public const string TimeUnit = "time_unit";

    /// <summary>The column of labels.</summary>
    public const string LabelColumn = "label_column";

    private static readonly (string Word, char Sign)[] Separators = [(",", ','), (";", ';'), ("|", '|'), (":", ':'), ("tab", '\t'), ("space", ' ')];

    private static readonly KeySchema[] ReadingKeys =
    [
        new(SampleRate, new NumberSchema(1e-6, 1e9), "Samples per second, where the files do not say it. It must agree with files that do.", IsOptional: true),
        new(
            Layout,
            new ChoiceSchema(new("columns", "rows", "channels")),
            "Of tables and arrays. columns: a channel in each column. channels: a channel in each row. rows: an example in each row, a recording of its own. By default columns, where the file leaves no doubt.",
            IsOptional: true),
        new(Separator, new ChoiceSchema(new(Separators.Select(s => s.Word))), "Of text: what stands between cells. space: any white space. By default what the file has, where that leaves no doubt.", IsOptional: true),
        new(Decimal, new ChoiceSchema(new(".", ",")), "Of text: what stands before the fraction of a number. By default the point, where that leaves no doubt.", IsOptional: true),
        new(SkipRows, new IntegerSchema(0, 1_000_000), "Of text: lines left out before anything else is read.", "0"),
        new(HeaderRows, new IntegerSchema(0, 1_000), "Of text: rows of names, and of units below them, before the samples. By default the rows of words.", IsOptional: true),
        new(Comment, new SweepSchema(new TextSchema()), "Of text: what a line of comment begins with.", "[\"#\", \"%\"]"),
        new(Missing, new SweepSchema(new TextSchema()), "Of text: what else in a cell means a missing sample. Empty cells, nan and na always do.", IsOptional: true),
        new(BlankLines, new ChoiceSchema(new("skip", "missing")), "Of text with one column: whether a blank line between samples is nothing or a missing sample. By default missing, where the file leaves no doubt.", IsOptional: true),
        new(TimeColumn, new ChannelSchema("a column"), "Of text: the column of the time, by name or number. It gives the rate, and is no channel.", IsOptional: true),
        new(TimeUnit, new ChoiceSchema(new("seconds", "milliseconds", "microseconds")), "The unit of the column of the time.", "seconds"),
        new(LabelColumn, new ChannelSchema("a column"), "With layout: rows. The column that holds a label and no sample, by name or number.", IsOptional: true),
    ];

    /// <summary>The recordings that a pattern chooses.</summary>
    internal static Variant OfPattern(KeySchema label) => new(
        Recordings,
        "Your own recordings: the files that a pattern chooses. Text, NPY and NPZ, EDF, EDF+, BDF, and headers of WFDB records are read. No window lies in two recordings.",
        new MappingSchema(new(new[]
        {
            label,
            new(Files, new SweepSchema(new TextSchema()), $"Which files, below the data folder: a path or a list of them. * stands for any characters but '/', ** for any folders, {Subject} for what names the subject."),
            new(Channel, new ChannelSchema("a channel"), "Which channel, by its name or its number from 0; a number in quotes is a name. A list makes a dataset of each.", IsOptional: true) { FormerName = "channels" },
        }.Concat(ReadingKeys))));

    /// <summary>The recordings in a folder.</summary>
    internal static Variant OfFolder(KeySchema label) => new(
        DatasetSchemas.Files,
        "Your own signals: the files of a folder that can be read, in the order of their names. Each is cut into whole windows, so that no window lies in two files.",
        new MappingSchema(new(new[]
        {
            label,
            new("folder", new PathSchema("a folder of the data folder, such as my-study"), "Where the files are, in the data folder."),
            new(Column, new ChannelSchema("a column"), "Which column or channel holds the signal, by its number from 0 or its name. It can be left out where there is one.", IsOptional: true),
        }.Concat(ReadingKeys))));

    /// <summary>The character that <c>separator</c> names.</summary>
    public static char SeparatorOf(string word) => Separators.First(s => s.Word == word).Sign;

    /// <summary>What <c>separator</c> calls a character.</summary>
    public static string WordOf(char separator) => Separators.First(s => s.Sign == separator).Word;

    /// <summary>Whether a dataset is made of people's own recordings.</summary>
    public static bool AreRecordings(string dataset) => dataset is Recordings or DatasetSchemas.Files;

    /// <summary>Whether a dataset has recordings that can be told apart.</summary>
    internal static bool HasSeveral(DatasetConfig dataset) => AreRecordings(dataset.Name) || dataset.Parameters.Has(Records);

    /// <summary>The parameters of a dataset, with the values together that belong together.</summary>
    internal static ValueList<Parameter> WithLists(string dataset, ValueList<Parameter> parameters) => !AreRecordings(dataset)
        ? parameters : new(parameters.Select(p =>
        p is { Name: Files or Comment or Missing, Value: Sweep<object> list } ? new Parameter(p.Name, new ListedValues(list.Values)) : p));

    /// <summary>Whether a key says how files are read: several values of it would be no several datasets.</summary>
    internal static bool IsReading(KeySchema key) => Array.IndexOf(ReadingKeys, key) >= 0 || key.Name == Records || key.Value is SweepSchema;
}
