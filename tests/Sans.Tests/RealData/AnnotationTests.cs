using System.Globalization;
using Sans.Data.Formats.Wfdb;

namespace Sans.Tests.RealData;

/// <summary>Annotations of published records, compared with the output of the reference library.</summary>
public sealed class AnnotationTests
{
    [RealDataTheory("annotations")]
    [InlineData("100.atr", "ann-1")]
    [InlineData("12726.anI", "ann-2")]
    [InlineData("1003.atr", "ann-3")]
    public void Annotations_are_those_of_the_reference_reader(string file, string printed)
    {
        // A time in brackets may contain a blank.
        WfdbAnnotation[] expected =
        [
            .. File.ReadLines(RealDataFolder.File("annotations", printed)).Select(line =>
            {
                string[] parts = line.Split('\t', 2);
                string[] words = parts[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[^5..];
                return new WfdbAnnotation(long.Parse(words[0], CultureInfo.InvariantCulture), words[1], parts.Length > 1 ? parts[1] : "")
                {
                    Subtype = int.Parse(words[2], CultureInfo.InvariantCulture),
                    Channel = int.Parse(words[3], CultureInfo.InvariantCulture),
                    Number = int.Parse(words[4], CultureInfo.InvariantCulture),
                };
            }),
        ];
        Assert.Equal(expected, AnnotationFile.Read(RealDataFolder.File("annotations", file)).Items);
    }

    [RealDataTheory("annotations")]
    [InlineData("100.atr", 2_274)]
    [InlineData("100.qrs", 2_274)]
    [InlineData("12726.wabp", 3_669)]
    [InlineData("12726.wqrs", 3_653)]
    [InlineData("huge.qrs", 1)]
    public void What_is_read_can_be_written_and_read_again(string name, int count)
    {
        WfdbAnnotations annotations = AnnotationFile.Read(RealDataFolder.File("annotations", name));
        Assert.Equal(count, annotations.Items.Count);
        string file = Path.GetTempFileName();
        try
        {
            using (FileStream stream = File.Create(file))
            {
                AnnotationFile.Write(stream, annotations);
            }

            Assert.Equal(annotations.Items, AnnotationFile.Read(file).Items);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [RealDataFact("annotations/huge.qrs")]
    public void A_skip_reaches_beyond_32_bits() =>
        Assert.Equal(10_000_000_000, Assert.Single(AnnotationFile.Read(RealDataFolder.File("annotations", "huge.qrs")).Items).Sample);

    [RealDataFact("annotations/100.atr")]
    public void Beats_are_counted() =>
        Assert.Equal(
            2_273, AnnotationFile.Read(RealDataFolder.File("annotations", "100.atr")).Items.Count(a => a.Symbol is "N" or "A" or "V"));
}
