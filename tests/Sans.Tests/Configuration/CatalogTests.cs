using Sans.Configuration;
using Sans.Configuration.Parsing;

namespace Sans.Tests.Configuration;

/// <summary>The code generated at build time equals the result of the reader for the same files.</summary>
public sealed class CatalogTests
{
    [Fact]
    public void Every_shipped_experiment_equals_what_its_text_reads_as()
    {
        Assert.NotEmpty(Experiments.ExperimentCatalog.All);
        foreach (ExperimentEntry entry in Experiments.ExperimentCatalog.All)
        {
            ReadResult read = entry.Read(Experiments.ActivationRegistry.Instance.Schemas, []);
            Assert.Empty(read.Diagnostics);
            Assert.Equal(read.Config, entry.Config());
            Assert.Equal(entry.Name, entry.Config().Name);
        }
    }

    [Fact]
    public void Names_that_meet_are_told_apart()
    {
        Assert.Equal(
            [
                (1, "the experiment name 'a' is taken by x.yaml"),
                (3, "the experiment name 'b_c' makes the class 'BC', which is taken by 'b-c' in z.yaml"),
            ],
            ExperimentNames.Clashes([("a", "x.yaml"), ("a", "y.yaml"), ("b-c", "z.yaml"), ("b_c", "w.yaml"), ("d", "v.yaml")]));
    }
}
