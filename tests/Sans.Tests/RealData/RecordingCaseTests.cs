using Sans.Data;
using Sans.Data.Files;
using Sans.Networks.Data;

namespace Sans.Tests.RealData;

/// <summary>
/// Files of other people. Each is refused with the name of the deciding key, and read correctly with that key.
/// </summary>
public sealed class RecordingCaseTests
{
    private const string Cases = "../cases/data";
    private const string Right = "5bdc2f5bfa924832";

    [RealDataTheory(Cases)]
    [InlineData("01-pandas-series", "header_rows: 1", Right)]
    [InlineData("01-pandas-frame", "header_rows: 1", "fe55a369f46147be")]
    [InlineData("02-semicolon-head", "decimal: \",\"", Right)]
    [InlineData("02-semicolon-nohead", "decimal: \",\"", Right)]
    [InlineData("02-tab", "", Right)]
    [InlineData("03-comma-nohead", "decimal: \",\"", Right)]
    [InlineData("04-e4-bvp", "skip_rows: 2", "1c03701341a47452")]
    [InlineData("05-rigol-ds1074z-a", "header_rows: 2", "ea34d1fb858e7ac6")]
    [InlineData("06-physionet-atm", "", Right)]
    [InlineData("07-keysight-1", "", Right)]
    [InlineData("07-openbci-txt", "", Right)]
    [InlineData("10-npy-chan-by-time", "layout: channels", Right)]
    [InlineData("11-npy-long", "", Right)]
    [InlineData("14-csv-gz", "", Right)]
    [InlineData("14-npz", "", Right)]
    [InlineData("81-crcrlf-one", "", Right)]
    [InlineData("82-emotiv", "skip_rows: 1", Right)]
    [InlineData("41-wav", "", "cc977bedc78335f5")]
    [InlineData("42-mat", "", Right)]
    public void The_file_has_the_right_samples(string name, string keys, string digest) =>
        Assert.Equal(digest, Assert.Single(Load(name, keys).Data.Digests).Value);

    [RealDataTheory(Cases)]
    [InlineData("01-pandas-series", "the row '0' looks like column numbers. 'header_rows: 1'")]
    [InlineData("01-pandas-frame", "the row ',0,1' looks like column numbers. 'header_rows: 1'")]
    [InlineData("02-semicolon-head", "'decimal: \",\"' makes the comma a decimal mark")]
    [InlineData("02-semicolon-nohead", "'decimal: \",\"' makes the comma a decimal mark")]
    [InlineData("03-comma-nohead", "looks like a number with a decimal comma. 'decimal: \",\"'")]
    [InlineData("04-e4-bvp", "the row '1502540489.00' looks like a time stamp above the samples. 'skip_rows'")]
    [InlineData("05-rigol-ds1074z-a", "'header_rows")]
    [InlineData("06-physionet-atm-missing", "samples.csv(52): column 1 ('MLII') holds '-', which is not a number. 'missing: \"-\"'")]
    [InlineData("09-first-cell-missing", "a.csv(1): column 0 holds 'N/A', which is not a number. 'missing: \"N/A\"'")]
    [InlineData("10-rows-as-examples", "'layout: rows'")]
    [InlineData("10-npy-chan-by-time", "the array of 2 × 605 has more columns than rows. Write 'layout: channels'")]
    [InlineData("43-h5", "a.h5: byte 0: its start has version 0, 0 bytes of an address")]
    [InlineData("82-emotiv", "'skip_rows'")]
    [InlineData(
        "83-default-column",
        "it has 2 channels, and none is chosen: 0 'timer', 1 'hr'. Choose one with 'column'; 0 rises evenly, as a clock does")]
    public void What_can_be_read_two_ways_is_refused(string name, string message) =>
        Assert.Contains(message, Assert.Throws<DatasetException>(() => Load(name)).Message, StringComparison.Ordinal);

    /// <summary>
    /// The digests of the other cases. The first signal of each record is read, with or without a note.
    /// </summary>
    [RealDataTheory(Cases)]
    [InlineData("30-hea-folder")]
    [InlineData("32-hea-2016")]
    [InlineData("33-trunc1")]
    public void Records_are_read_as_they_are(string name)
    {
        LoadedData loaded = name == "32-hea-2016" ? Load(name, "", ("signal: 0", "signal: 1")) : Load(name);
        Assert.Equal(16, Assert.Single(loaded.Data.Digests).Value.Length);
        Assert.Equal(name == "33-trunc1"
            ? "r1.dat holds 605 of the 606 samples that r1.hea states; the requested samples are present"
            : null, loaded.Notes.Values.SingleOrDefault());
    }

    [RealDataTheory(Cases)]
    [InlineData("60-mnist-dot")]
    [InlineData("61-uci-blankend")]
    public void Other_names_and_blank_last_lines_are_nothing(string name) => Assert.Single(Load(name).Data.Digests);

    [RealDataTheory(Cases)]
    [InlineData("62-doc-blankend")]
    [InlineData("62-doc-tab")]
    public void Documents_are_read_as_they_are(string name) =>
        Assert.Equal(
            40, BagOfWords.ReadDocword(RealDataFolder.File("..", "cases", "data", name, "data", "bags", "docword.x.txt")).Documents.Count);

    [RealDataFact(Cases)]
    public void A_column_is_chosen_by_name()
    {
        foreach (string column in new[] { "column: hr", "column: 1" })
        {
            LoadedData loaded = Load(
                "83-default-column",
                column,
                ("samples: 12000, length: 1000", "samples: 600, length: 100"),
                ("train: 6, validation: 2, test: 4", "train: 2, validation: 2, test: 2"));
            Assert.Equal("2e38ad620bf3ec18", Assert.Single(loaded.Data.Digests).Value);
        }
    }

    [RealDataFact(Cases)]
    public void Marks_of_missing_samples_are_named()
    {
        Assert.Equal("10 missing samples interpolated", Assert.Single(Load("06-physionet-atm-missing", "missing: \"-\"").Notes).Value);
        string message = Assert.Throws<DatasetException>(
            () => Load("06-physionet-atm-missing", "missing: \"-\"", ("interpolate", "error"))).Message;
        Assert.Contains("sample 50 is missing, in ", message, StringComparison.Ordinal);
        Assert.Contains(
            "sample 0 is missing",
            Assert.Throws<DatasetException>(() => Load("09-first-cell-missing", "missing: \"N/A\"")).Message,
            StringComparison.Ordinal);
    }

    [RealDataFact(Cases)]
    public void Rows_are_examples()
    {
        Assert.Equal("311bac1c0da1db14", Digest("train: 10, validation: 5, test: 5"));

        string Digest(string split) => Assert.Single(Load(
            "10-rows-as-examples",
            "layout: rows, label_column: 187",
            ("samples: 600, length: 100", "samples: all, length: 187"),
            ("train: 2, validation: 2, test: 2", split)).Data.Digests).Value;
    }

    private static LoadedData Load(string name, string keys = "", params (string From, string To)[] changes)
    {
        string folder = Path.Combine(RealDataFolder.Path!, "..", "cases", "data", name);
        string yaml = File.ReadAllText(Path.Combine(folder, "case.yaml"));
        if (keys.Length > 0)
        {
            Assert.Contains("folder: sig", yaml, StringComparison.Ordinal);
            yaml = yaml.Replace("folder: sig", "folder: sig, " + keys, StringComparison.Ordinal);
        }

        foreach ((string from, string to) in changes)
        {
            Assert.Contains(from, yaml, StringComparison.Ordinal);
            yaml = yaml.Replace(from, to, StringComparison.Ordinal);
        }

        return ExperimentData.Load(TestExperiments.Read(yaml), new DataFolder(Path.Combine(folder, "data"), "the test"));
    }
}
