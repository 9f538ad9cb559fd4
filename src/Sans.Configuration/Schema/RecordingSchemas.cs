namespace Sans.Configuration.Schema;

/// <summary>The datasets made of the user's own files, and the keys for reading them.</summary>
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

    /// <summary>The value of a channel key that makes a dataset of each channel.</summary>
    public const string AllChannels = "all";

    /// <summary>The part of a pattern that stands for the name of the subject.</summary>
    public const string Subject = "{subject}";

    /// <summary>The channel of <see cref="Recordings"/>.</summary>
    public const string Channel = "channel";

    /// <summary>The channel of <see cref="DatasetSchemas.Files"/>.</summary>
    public const string Column = "column";

    /// <summary>The array of a file that has several.</summary>
    public const string Variable = "variable";

    /// <summary>Samples per second.</summary>
    public const string SampleRate = "sample_rate_hz";

    /// <summary>The layout of a table or array.</summary>
    public const string Layout = "layout";

    /// <summary>The character between cells.</summary>
    public const string Separator = "separator";

    /// <summary>The sign before the fraction of a number.</summary>
    public const string Decimal = "decimal";

    /// <summary>The number of lines to skip at the start.</summary>
    public const string SkipRows = "skip_rows";

    /// <summary>The number of rows with names and units.</summary>
    public const string HeaderRows = "header_rows";

    /// <summary>The beginnings of comment lines.</summary>
    public const string Comment = "comment";

    /// <summary>Cells that mean a missing sample.</summary>
    public const string Missing = "missing";

    /// <summary>The meaning of blank lines.</summary>
    public const string BlankLines = "blank_lines";

    /// <summary>The column of the time.</summary>
    public const string TimeColumn = "time_column";

    /// <summary>The unit of the time.</summary>
    public const string TimeUnit = "time_unit";

    /// <summary>The column of labels.</summary>
    public const string LabelColumn = "label_column";

    private static readonly (string Word, char Sign)[] Separators =
    [
        (",", ','), (";", ';'), ("|", '|'), (":", ':'), ("tab", '\t'), ("space", ' '),
    ];

    private static readonly KeySchema[] ReadingKeys =
    [
        new(Variable, new TextSchema(), "For MAT, HDF5 and NPZ: the array, by its name, or by its path such as "
            + "acquisition/ecg/data. A field of a MATLAB struct is data.ecg.", IsOptional: true),
        new(SampleRate, new NumberSchema(1e-6, 1e9), "Samples per second, if the files do not say it. It must agree with "
            + "files that do.", IsOptional: true),
        new(
            Layout,
            new ChoiceSchema(new("columns", "rows", "channels")),
            "For tables and arrays. columns: a channel in each column. channels: a channel in each row. rows: an example in each row, "
                + "as its own recording. By default columns, if the file is unambiguous.",
            IsOptional: true),
        new(Separator, new ChoiceSchema(new(Separators.Select(s => s.Word))), "For text: the separator of cells. space: any white "
            + "space. By default the separator of the file, if it is unambiguous.", IsOptional: true),
        new(Decimal, new ChoiceSchema(new(".", ",")), "For text: the decimal mark of numbers. By default the point, if the file is "
            + "unambiguous.", IsOptional: true),
        new(SkipRows, new IntegerSchema(0, 1_000_000), "For text: the number of lines to skip at the start.", "0"),
        new(HeaderRows, new IntegerSchema(0, 1_000), "For text: the number of rows with names and units before the samples. By default "
            + "the rows of words.", IsOptional: true),
        new(Comment, new SweepSchema(new TextSchema()), "For text: the beginnings of comment lines.", "[\"#\", \"%\"]"),
        new(Missing, new SweepSchema(new TextSchema()), "For text: further words for a missing sample. Empty cells, nan and na "
            + "always mean one.", IsOptional: true),
        new(BlankLines, new ChoiceSchema(new("skip", "missing")), "For text with one column: whether blank lines between samples are "
            + "skipped or are missing samples. By default missing, if the file is unambiguous.", IsOptional: true),
        new(TimeColumn, new ChannelSchema("a column"), "For text: the time column, by name or number. It gives the rate and is not "
            + "a channel.", IsOptional: true),
        new(TimeUnit, new ChoiceSchema(new("seconds", "nanoseconds", "microseconds", "milliseconds", "minutes", "hours")), "The unit of the time column. By default "
            + "seconds, if its name says no other unit.", IsOptional: true),
        new(LabelColumn, new ChannelSchema("a column"), "For layout: rows. The column of labels, by name or number.", IsOptional: true),
    ];

    /// <summary>The recordings that a pattern chooses.</summary>
    internal static Variant OfPattern(KeySchema label) => new(
        Recordings,
        "Your own recordings: the files that match a pattern. Text, NPY, NPZ, EDF, EDF+, BDF, WAV, MAT, HDF5 and headers of WFDB records are read. No "
            + "window crosses two recordings.",
        new MappingSchema(new(new[]
        {
            label,
            new(Files, new SweepSchema(new TextSchema()), $"The files, in the data folder: a path or a list of paths. * matches any "
                + $"characters but '/', ** any folders, {Subject} the name of the subject."),
            new(Channel, new ChannelSchema("a channel"), "The channel, by its name or its number from 0. A number in quotes is a name. "
                + "A list makes a dataset of each, and all makes one of every channel.", IsOptional: true) { FormerName = "channels" },
        }.Concat(ReadingKeys).Concat(FilterSchemas.Keys))));

    /// <summary>The character of a word of <c>separator</c>.</summary>
    internal static Variant OfFolder(KeySchema label) => new(
        DatasetSchemas.Files,
        "Your own signals: the readable files of a folder, in the order of their names. Each is cut into whole windows. No window "
            + "crosses two files.",
        new MappingSchema(new(new[]
        {
            label,
            new("folder", new PathSchema("a folder of the data folder, such as my-study"), "The folder of the files, in the data folder."),
            new(Column, new ChannelSchema("a column"), "The column or channel of the signal, by its number from 0 or its name. It can "
                + "be left out if there is only one. all makes a dataset of each.", IsOptional: true),
        }.Concat(ReadingKeys).Concat(FilterSchemas.Keys))));

    /// <summary>The character that <c>separator</c> names.</summary>
    public static char SeparatorOf(string word) => Separators.First(s => s.Word == word).Sign;

    /// <summary>The word of <c>separator</c> for a character.</summary>
    public static string WordOf(char separator) => Separators.First(s => s.Sign == separator).Word;

    /// <summary>Whether a dataset consists of the user's own recordings.</summary>
    public static bool AreRecordings(string dataset) => dataset is Recordings or DatasetSchemas.Files;

    /// <summary>The key that chooses the channel of a dataset.</summary>
    public static string ChannelKeyOf(string dataset) => dataset switch
    {
        Recordings => Channel,
        DatasetSchemas.Files => Column,
        _ => DatasetSchemas.Signal,
    };

    /// <summary>Whether a dataset stands for one of each channel of its files.</summary>
    public static bool HasAllChannels(DatasetConfig dataset) =>
        (AreRecordings(dataset.Name) || dataset.Name == DatasetSchemas.PhysioNet)
            && dataset.Parameters.Any(p => p.Name == ChannelKeyOf(dataset.Name) && p.Value is AllChannels);

    /// <summary>Whether a dataset has several distinct recordings.</summary>
    internal static bool HasSeveral(DatasetConfig dataset) => AreRecordings(dataset.Name) || dataset.Parameters.Has(Records);

    /// <summary>The parameters of a dataset, with lists for values that belong together.</summary>
    internal static ValueList<Parameter> WithLists(string dataset, ValueList<Parameter> parameters) => new(parameters.Select(p =>
        p.Value is Sweep<object> list
            && (FilterSchemas.IsList(p.Name) || (AreRecordings(dataset) && p.Name is Files or Comment or Missing))
                ? new Parameter(p.Name, new ListedValues(list.Values))
                : p));

    /// <summary>Whether a key is about the reading of files. Several values of it do not make several datasets.</summary>
    internal static bool IsReading(KeySchema key) =>
        Array.IndexOf(ReadingKeys, key) >= 0 || key.Name == Records || key.Value is SweepSchema;
}
