using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sans.Autoencoders.Training;
using Sans.Configuration;
using Sans.Configuration.Kinds;
using Sans.Configuration.Parsing;
using Sans.Core.Training;
using Sans.Data;
using Sans.Networks.Applications;
using Sans.Routing.Models;
using Sans.Routing.Rate;
using Sans.Runner;
using Sans.Runs;

namespace Sans.Tests.Configuration;

/// <summary>
/// A hundred random experiments: their resolved form, their plans and the results of tiny trainings. A change of the
/// language that should not affect them leaves this snapshot as it is.
/// </summary>
public sealed class RandomExperimentTests
{
    private const int Wanted = 100;
    private const int WantedApplied = 12;
    private const int WantedGrown = 8;
    private const int MostTrained = 24;

    [Fact]
    public Task A_hundred_experiments_mean_what_they_meant()
    {
        StringBuilder lines = new();
        HashSet<string> kinds = [];
        int valid = 0, trained = 0;
        for (int seed = 1; valid < Wanted + WantedApplied + WantedGrown; seed++)
        {
            string text = valid < Wanted ? RandomExperiments.Text(seed)
                : valid < Wanted + WantedApplied ? RandomExperiments.Applied(seed)
                : RandomExperiments.Grown(seed);
            ReadResult read = ExperimentReader.Read(text, "random.yaml", ActivationRegistry.Instance.Schemas);
            if (read.Config is not { } experiment)
            {
                lines.Append(
                    CultureInfo.InvariantCulture,
                    $"{seed,3} refused: {string.Join("; ", read.Diagnostics.Select(d => d.Rule.Id))} {Digest(string.Join("\n", read.Diagnostics))}\n");
                continue;
            }

            valid++;
            kinds.Add(experiment.Kind);
            string yaml = ResolvedYaml.Write(experiment);
            Assert.Equal(yaml, ResolvedYaml.Write(ExperimentReader.Read(yaml, "random.yaml", ActivationRegistry.Instance.Schemas).Config!));
            IStudy study = Studies.Of(experiment, Engines.Embedded, ActivationRegistry.Instance, 2);
            string results = study.Plan.Count <= MostTrained && HasNoFiles(text) ? Train(study) : "";
            trained += results.Length > 0 ? 1 : 0;
            lines.Append(
                CultureInfo.InvariantCulture,
                $"{seed,3} {experiment.Kind}: yaml {Digest(yaml)}, {study.Plan.Count} trials {Digest(string.Join("\n", study.Plan.Select(Describe)))}{(results.Length > 0 ? $", results {Digest(results)}" : "")}\n");
        }

        Assert.Equal(KindSchemas.All.SelectMany(k => k.Names).Order(), kinds.Order());
        Assert.InRange(trained, Wanted / 4, Wanted);
        return Snapshot.Verify(lines.ToString(), "random-experiments");
    }

    private static bool HasNoFiles(string text) =>
        !((string[])[
            "mnist",
            "uci_epilepsy",
            "physionet",
            "files:",
            "bag_of_words: { file",
            "binary_images",
            "table:",
        ]).Any(name => text.Contains(name, StringComparison.Ordinal));

    /// <summary>All settings of a trial, in words that do not depend on how records are made.</summary>
    private static string Describe(ITrial trial) => trial switch
    {
        NetworkTrial san => $"{san.Key} {san.StreamOwner} {san.Activation} {san.Protocol} {san.KernelSizeText} "
            + $"{Parameters(san.Training.Settings())} {san.Training.Penalty?.Penalty.Kind} "
                + $"{Parameters((san.Readings ?? ReadingsConfig.None).Settings())} {Parameters(san.Settings)}",
        ClassificationTrial { San: { } san } => Describe(san),
        AppliedTrial { San: { } san } => Describe(san),
        AutoencoderTrial penalty => $"{penalty.Key} {penalty.StreamOwner} {penalty.Method} {penalty.Model.HiddenUnits} "
            + $"{Parameters(penalty.Training.Settings())} {Parameters(penalty.Settings)}",
        RoutedTrial routed => $"{routed.Key} {routed.StreamOwner} {routed.Bottom} {routed.Router} {routed.Fit}",
        RateTrial rate => $"{rate.Key} {rate.FirstWidth:R} {rate.Factor:R} {rate.Anchors} {rate.Train} {rate.Test} "
            + $"{rate.LeastBuckets} {rate.LeastSamples}",
        _ => trial.Key,
    };

    private static string Parameters(IEnumerable<Parameter> parameters) => string.Join(",", parameters.Select(p => $"{p.Name}={p.Text}"));

    /// <summary>The results of the trainings, trial by trial.</summary>
    private static string Train(IStudy study)
    {
        try
        {
            IStudyResults results = study.Train(new DataFolder(Path.Combine(Path.GetTempPath(), "sans-no-such-folder"), "test"));
            return string.Join("\n", study.Plan.Select(t => results.Digests.GetValueOrDefault(t.Key) ?? results.Failures[t.Key]));
        }
        catch (DatasetException e)
        {
            return string.Join("\n", e.Problems);
        }
    }

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
}
