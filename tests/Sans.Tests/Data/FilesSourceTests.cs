using System.Buffers.Binary;
using System.Text;
using Sans.Core.Training;
using Sans.Data;
using Sans.Data.Files;

namespace Sans.Tests.Data;

public sealed class FilesSourceTests : IDisposable
{
    private const string Study = "my-study";

    private readonly string _root = Directory.CreateTempSubdirectory("sans-files-").FullName;

    public FilesSourceTests() => Directory.CreateDirectory(Path.Combine(_root, Study));

    [Fact]
    public void Files_follow_each_other_in_the_order_of_their_names_in_whole_windows()
    {
        Write("b.csv", "20\n21\n22\n23\n24\n25\n26\n27\n28\n");
        Write("a.csv", "time,value\n0,1\n1,2\n2,3\n3,4\n4,5\n5,6\n");
        Write("c.txt", "no signal");
        SignalSplit split = Load("files: { folder: my-study }", column: 0).Data["files"];

        // a.csv has six numbers in its first column, of which one window of four is whole.
        Assert.Equal([0, 1, 2, 3], split.Train[0].ToArray());
        Assert.Equal([20, 21, 22, 23], split.Validation[0].ToArray());
        Assert.Equal([24, 25, 26, 27], split.Test[0].ToArray());
    }

    [Theory]
    [InlineData("<f4")]
    [InlineData(">f8")]
    [InlineData("<f2")]
    [InlineData("<i2")]
    [InlineData(">i4")]
    [InlineData("<i8")]
    [InlineData("|u1")]
    [InlineData("<u2")]
    [InlineData("|i1")]
    public void Arrays_of_every_number_are_read(string type)
    {
        WriteNpy("a.npy", type, "(12,)", isFortran: false, [.. Enumerable.Range(0, 12)]);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => (double)i), NpyColumn.Read(In("a.npy"), 0, 100));
        Assert.Equal([0.0, 1, 2], NpyColumn.Read(In("a.npy"), 0, 3));
    }

    [Theory]
    [InlineData(false, new double[] { 1, 4, 7, 10 })]
    [InlineData(true, new double[] { 4, 5, 6, 7 })]
    public void A_column_of_two_dimensions_is_read(bool isFortran, double[] expected)
    {
        WriteNpy("a.npy", "<f8", "(4, 3)", isFortran, [.. Enumerable.Range(0, 12)]);
        Assert.Equal(expected, NpyColumn.Read(In("a.npy"), 1, 100));
    }

    [Fact]
    public void Empty_cells_are_missing_samples()
    {
        Write("a.csv", "x\n1\n\nNaN\n4\n\n\n");
        Assert.Equal([1, double.NaN, double.NaN, 4], CsvColumn.Read(In("a.csv"), 0, 10));
        Assert.Equal([1, double.NaN], CsvColumn.Read(In("a.csv"), 0, 2));
        Write("a.csv", "\uFEFFt,x\r\n0,1\r\n1,\r\n2,na\r\n3,4\r\n\r\n");
        Assert.Equal([1, double.NaN, double.NaN, 4], CsvColumn.Read(In("a.csv"), 1, 10));

        // The index column of a data frame has a head without a word.
        Write("a.csv", ",v\n0,1.5\n1,2.5\n");
        Assert.Equal([0.0, 1], CsvColumn.Read(In("a.csv"), 0, 10));
    }

    [Fact]
    public void Missing_samples_are_filled_in_from_their_own_file()
    {
        Write("a.csv", "0\n1\n2\n3\n");
        Write("b.csv", "\"\"\n\"\"\n100\n101\n102\n103\n104\n105\n");
        SignalSplit split = Load("files: { folder: my-study }", column: 0, "on_invalid: interpolate").Data["files"];
        Assert.Equal([100, 100, 100, 101], split.Validation[0].ToArray());
    }

    [Theory]
    [InlineData("1\n2\nthree\n", "a.csv(3): column 0 holds 'three', which is no number (comma between cells, point in numbers)")]
    [InlineData("1\n2;5\n", "a.csv(2): column 0 holds '2;5', which is no number")]
    [InlineData("1\n1e999\n", "a.csv(2): column 0 holds '1e999', which is no number")]
    [InlineData("a,b\n1,2\n3\n", "a.csv(3): the row has 1 cells, but the first one has 2")]
    [InlineData("v\r\n1,5\r\n", "a.csv(2): the row has 2 cells, but the first one has 1")]
    [InlineData("1.2x\n2\n3\n", "a.csv(1): column 0 holds '1.2x', which is no number")]
    [InlineData("a,b\n1,2\n\n3,4\n", "a.csv(4): there is an empty line before this one; a row has a cell for each column")]
    [InlineData("a,b\n1,\"2\n", "a.csv(")]
    public void A_cell_that_is_no_number_is_told_with_its_row(string text, string message)
    {
        Write("a.csv", text);
        int column = message.Contains("column 1", StringComparison.Ordinal) || message.EndsWith('(') ? 1 : 0;
        Assert.Contains(message, Assert.Throws<DatasetException>(() => CsvColumn.Read(In("a.csv"), column, 100)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_array_is_told()
    {
        Write("a.npy", "no array at all");
        Require("this is no NPY file");
        WriteNpy("a.npy", "<c8", "(4,)", false, []);
        Require("the array must hold numbers");
        WriteNpy("a.npy", "<f4", "(2, 2, 2)", false, []);
        Require("in one or two dimensions");
        WriteNpy("a.npy", "<f4", "(1000000,)", false, [1, 2]);
        Require("The file is truncated");
        WriteNpy("a.npy", "<f4", "(99999999999999,)", false, [1, 2]);
        Require("a side of the array is 99999999999999");

        void Require(string message) => Assert.Contains(message, Assert.Throws<DatasetException>(() => NpyColumn.Read(In("a.npy"), 0, 10)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_signals_is_missing_data_and_too_few_samples_are_told()
    {
        Assert.Contains("there is no .csv or .npy file in", Assert.Throws<DatasetException>(() => Load("files: { folder: my-study }", 0)).Message, StringComparison.Ordinal);
        Assert.Contains("there is no folder", Assert.Throws<DatasetException>(() => Load("files: { folder: other }", 0)).Message, StringComparison.Ordinal);
        Write("a.csv", "1\n2\n3\n4\n5\n");
        Assert.Contains("my-study (1 file) has 4 samples; 'window.samples' asks for 12", Assert.Throws<DatasetException>(() => Load("files: { folder: my-study }", 0)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private LoadedData Load(string dataset, int column, string more = "") => ExperimentData.Load(
        TestExperiments.Read($$"""
            name: own
            datasets: [{{dataset.Replace(" }", $", column: {column} }}", StringComparison.Ordinal)}}]
            window: { samples: 12, length: 4 }
            split: { train: 1, validation: 1, test: 1 }
            normalize: none
            model: { kernel_size: 2 }
            activations: [identity]
            {{more}}
            """),
        new DataFolder(_root, "the test"));

    private string In(string name) => Path.Combine(_root, Study, name);

    private void Write(string name, string text) => File.WriteAllText(In(name), text);

    private void WriteNpy(string name, string type, string shape, bool isFortran, int[] values)
    {
        string head = $"{{'descr': '{type}', 'fortran_order': {(isFortran ? "True" : "False")}, 'shape': {shape}, }}\n";
        byte[] size = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(size, (ushort)head.Length);
        IEnumerable<byte> data = values.SelectMany(v => type[0] == '>' ? Item(type[1..], v).Reverse() : Item(type[1..], v));
        File.WriteAllBytes(In(name), [0x93, .. "NUMPY"u8, 1, 0, .. size, .. Encoding.ASCII.GetBytes(head), .. data]);
    }

    private static byte[] Item(string type, int value) => type switch
    {
        "f2" => BitConverter.GetBytes((Half)value),
        "f4" => BitConverter.GetBytes((float)value),
        "f8" => BitConverter.GetBytes((double)value),
        "i1" or "u1" => [(byte)value],
        "i2" or "u2" => BitConverter.GetBytes((short)value),
        "i4" or "u4" => BitConverter.GetBytes(value),
        _ => BitConverter.GetBytes((long)value),
    };
}
