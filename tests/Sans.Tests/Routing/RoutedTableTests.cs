using Sans.Configuration;
using Sans.Runner;
using Sans.Runner.Running;

namespace Sans.Tests.Routing;

/// <summary>Tables and reports as they are printed, on experiments that take less than a second. A changed digit is a change on purpose, with its reason in the changelog.</summary>
public sealed class RoutedTableTests
{
    private static readonly (StudyFiles Files, string[] Pictures) Approximation = RoutedRuns.Files(RoutedAcceptanceTests.Tiny(Experiments.RoutedHypercube.Config), 2);

    private static readonly (StudyFiles Files, string[] Pictures) Rate = RoutedRuns.Files(
        Experiments.RoutedRate.Config with { Points = new RatePoints(4_000, 200), Seeds = Sweep.Of(1, 2), Ambient = 16 }, 2);

    private static readonly (StudyFiles Files, string[] Pictures) Experts = RoutedRuns.Files(
        Experiments.RoutedExperts.Config with { Points = new PointCounts(256, 64, 64), Seeds = Sweep.Of(1, 2), Experts = Sweep.Of(1, 4), UnitsPerExpert = 8 }, 2);

    [Fact]
    public Task The_table_of_an_approximation() => Snapshot.Verify(Approximation.Files.Printed, "routed-approximation");

    [Fact]
    public Task The_table_of_an_approximation_for_programs() => Snapshot.Verify(File(Approximation.Files, "table.csv"), "routed-approximation-csv");

    [Fact]
    public Task The_table_of_rates() => Snapshot.Verify(Rate.Files.Printed, "routed-rate");

    [Fact]
    public Task The_table_of_experts() => Snapshot.Verify(Experts.Files.Printed, "routed-experts");

    [Fact]
    public void The_pictures_that_the_specification_names_are_there()
    {
        Assert.Equal(["nmse-active-measured", "nmse-active-configured", "nmse-flops", "nmse-buckets"], Approximation.Pictures);
        Assert.Equal(["rmse-buckets", "sup-buckets"], Rate.Pictures);
        Assert.Contains("nmse-experts", Experts.Pictures);
    }

    [Fact]
    public void A_trial_that_failed_is_in_no_row_and_has_its_reason()
    {
        var experiment = RoutedAcceptanceTests.Tiny(Experiments.RoutedHypercube.Config) with { Models = new(new RoutedModel("dense", new RoutedPart("dense", default))), Active = 4 };
        Study study = Studies.Of(experiment, Engines.Embedded, ActivationRegistry.Instance, 1);
        JournalContent content = new();
        content.Add(study.Plan[0], "because of a test");
        StudyFiles files = study.Files(new Sans.Reports.TableContext("cpu", new Dictionary<string, string>(), [], new Dictionary<string, string>()), content);
        Assert.Contains("1 of 2 trials failed and are in no row:\n  hypercube/dense/s=4/seed=1: because of a test\n", files.Printed, StringComparison.Ordinal);
        Assert.Contains("hypercube,dense,,4,1,failed,because of a test,", File(files, "trials.csv"), StringComparison.Ordinal);
    }

    private static string File(StudyFiles files, string name) => files.Files.Single(f => f.Name == name).Text;
}
