using Sans.Data;
using Sans.Runner;

namespace Sans.Tests.Runner;

public sealed class ExperimentTableTests
{
    /// <summary>What a test that pins a table prints on a machine without the data.</summary>
    [Fact]
    public void Missing_data_are_one_sentence_that_names_the_variable_and_the_dataset()
    {
        DataFolder folder = new(Path.Combine(Path.GetTempPath(), "sans-no-such-folder"), "SANS_DATA");

        DatasetException one = Assert.Throws<DatasetException>(() => ExperimentTable.Of(Experiments.UciEpilepsy.Config, Experiments.ActivationRegistry.Instance, folder));
        Assert.Equal($"SANS_DATA does not name a folder with the data that 'uci-epilepsy' needs: dataset 'uci_epilepsy': there is no {folder.Combine("uci-epilepsy", "data.csv")}", one.Message);

        DatasetException many = Assert.Throws<DatasetException>(() => ExperimentTable.Of(Experiments.Physionet.Config, Experiments.ActivationRegistry.Instance, folder));
        Assert.Matches(@"^SANS_DATA does not name a folder with the data that 'physionet' needs: dataset 'apnea-ecg': [^\n]+ \(and the same of 14 more\)$", many.Message);
        Assert.DoesNotContain("ExperimentTable.", many.StackTrace, StringComparison.Ordinal);
    }
}
