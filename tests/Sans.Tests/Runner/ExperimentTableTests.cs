using Sans.Configuration.Kinds.Networks;
using Sans.Data;
using Sans.Runner;

namespace Sans.Tests.Runner;

public sealed class ExperimentTableTests
{
    /// <summary>The output of a test that pins a table, on a machine without the data.</summary>
    [Fact]
    public void Missing_data_are_one_sentence_that_names_the_variable_and_the_dataset()
    {
        DataFolder folder = new(Path.Combine(Path.GetTempPath(), "sans-no-such-folder"), "SANS_DATA");

        const string Sentence = "SANS_DATA does not name a folder with the data that";
        string missing = folder.Combine("uci-epilepsy", "data.csv");
        Assert.Equal($"{Sentence} 'uci-epilepsy' needs: dataset 'uci_epilepsy': there is no {missing}. Kaggle has it as 'Epileptic "
            + $"Seizure Recognition.csv'; put either into {Path.GetDirectoryName(missing)}", Pin(Experiments.UciEpilepsy.Config).Message);

        DatasetException many = Pin(Experiments.Physionet.Config);
        Assert.Matches($@"^{Sentence} 'physionet' needs: dataset 'apnea-ecg': [^\n]+ \(and the same of 14 more\)$", many.Message);
        Assert.DoesNotContain("ExperimentTable.", many.StackTrace, StringComparison.Ordinal);

        DatasetException Pin(SanExperiment experiment) =>
            Assert.Throws<DatasetException>(() => ExperimentTable.Of(experiment, Experiments.ActivationRegistry.Instance, folder));
    }
}
