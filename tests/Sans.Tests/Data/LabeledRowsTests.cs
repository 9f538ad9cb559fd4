using System.IO.Compression;
using System.Text;
using Sans.Data;
using Sans.Data.Files;

namespace Sans.Tests.Data;

/// <summary>Rows of samples with a label, and their possible faults.</summary>
public sealed class LabeledRowsTests : IDisposable
{
    private const string Head = "\"\",\"X1\",\"X2\",\"X3\",\"y\"\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("sans-rows-").FullName;

    [Theory]
    [InlineData(Head + "\"X21.V1.791\",135,-190,2.5e1,4\n\"a,b\",1,2,3,1\n")]
    [InlineData("Unnamed,X1,X2,X3,y\r\nX21.V1.791,135,-190,25,4\r\n\"a \"\"b\"\"\",\"1\", 2 ,+3,1")]
    public void Quotes_and_line_ends_of_every_edition_are_read(string text)
    {
        LabeledRows rows = Read(text);
        Assert.Equal([135, -190, 25, 1, 2, 3], rows.Samples);
        Assert.Equal([4, 1], rows.Labels);
    }

    [Fact]
    public void A_compressed_file_reads_like_the_plain_one()
    {
        using MemoryStream stream = new();
        using (GZipStream gzip = new(stream, CompressionMode.Compress))
        {
            gzip.Write(Encoding.UTF8.GetBytes(Head + "a,1,2,3,4\n"));
        }

        File.WriteAllBytes(Path.Combine(_folder, "data.csv"), stream.ToArray());
        Assert.Equal([4], LabeledRows.Read(Path.Combine(_folder, "data.csv"), 3, l => l == 4, "4").Labels);
    }

    [Theory]
    [InlineData(
        Head + "a,1,2,3,4\nb,1,2,4\n", "data.csv(3): the row has 4 cells; it should have 5: an identifier, 3 samples and the class")]
    [InlineData(
        Head + "a,1,2,3,4\nb,1,2,3,4,5\n", "data.csv(3): the row has 6 cells; it should have 5: an identifier, 3 samples and the class")]
    [InlineData(Head + "a,1,2,3,4\n\nb,1,2,3,4\n", "data.csv(3): there is an empty line between the rows")]
    [InlineData(Head + "a,1,x,3,4\n", "data.csv(2): column 3 ('X2') holds 'x', which is not a number that float32 can hold")]
    [InlineData(Head + "a,1,,3,4\n", "data.csv(2): column 3 ('X2') holds '', which is not a number that float32 can hold")]
    [InlineData(Head + "a,1,NaN,3,4\n", "data.csv(2): column 3 ('X2') holds 'NaN', which is not a number that float32 can hold")]
    [InlineData(Head + "a,1,1e39,3,4\n", "data.csv(2): column 3 ('X2') holds '1e39', which is not a number that float32 can hold")]
    [InlineData(Head + "a,1,2,3,4\nb,1,2,3,7\n", "data.csv(3): column 5 ('y') holds '7', which is not a known class; there are 1, 4")]
    [InlineData(Head + "a,1,2,3,4.0\n", "data.csv(2): column 5 ('y') holds '4.0', which is not a known class; there are 1, 4")]
    [InlineData("a,1,2,3,4\n", "data.csv(1): a header row of 5 names is expected here: an identifier, 3 samples and the class; found numbers")]
    [InlineData("a,b\n", "data.csv(1): a header row of 5 names is expected here: an identifier, 3 samples and the class; found 2 cells")]
    [InlineData("", "data.csv(1): a header row of 5 names is expected here: an identifier, 3 samples and the class; found 0 cells")]
    [InlineData(
        Head + "a,1,2,3,4\nb,1,\"2,3,4\n", "data.csv(3): the row has 3 cells; it should have 5: an identifier, 3 samples and the class")]
    [InlineData(
        Head + "a,1,2\"x,3,4\n", "data.csv(2): not valid CSV: unterminated or misplaced quote, or a field longer than 1,000 characters")]
    public void What_is_wrong_is_named_with_line_and_column(string text, string message)
    {
        DatasetException problem = Assert.Throws<DatasetException>(() => Read(text));
        Assert.Equal(Path.Combine(_folder, message), problem.Message);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private LabeledRows Read(string text)
    {
        string file = Path.Combine(_folder, "data.csv");
        File.WriteAllText(file, text);
        return LabeledRows.Read(file, 3, l => l is 1 or 4, "1, 4");
    }
}
