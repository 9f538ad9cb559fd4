using Sans.Configuration.Diagnostics;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>Rules on activations: their parameters, and the data that they fit.</summary>
internal sealed class ActivationChecks(CheckContext context, SanExperiment config)
{
    // These parameters count samples of an example or of its side. Larger values would silently do nothing or everything.
    private static readonly (string Activation, string Parameter, bool IsSide)[] WithinExample =
        [("top_k_absolutes", "k", false), ("extrema_pool_indices", "pool_size", true), (
            "extrema", "minimum_extrema_distance", true), ("extrema_competition", "minimum_extrema_distance", true)];

    /// <summary>Runs the rules on the list of activations.</summary>
    public void Run()
    {
        ActivationsDiffer();
        DistancesAreGivenOnce();
        CandidatesHaveTheirTolerance();
        PursuitsHaveTheirLimit();
        ActivationsFitData();
    }

    /// <summary>Runs the rules on the activations of a scope.</summary>
    /// <param name="scope">The datasets, with the settings that they use.</param>
    public void Run(CheckScope scope) => ParametersFitExample(scope);

    private void ActivationsDiffer() => Repetitions.Report(
        context,
        "activations",
        ("activation", "activations"),
        config.Activations.Select(a => Grid.Count(a.Parameters) > CheckContext.MostTrials
            ? []
            : a.Expand().Select(one => (one.Name, one.Parameters))),
        name => context.Activations.First(a => a.Name == name).Parameters.Select(p => p.ToKey()));

    private void DistancesAreGivenOnce()
    {
        for (int i = 0; i < config.Activations.Count; i++)
        {
            ActivationConfig activation = config.Activations[i];
            string[] given = [.. new[] { "minimum_extrema_distance", "distance_factor", "distance_start", "distance_end" }.Where(
                key => activation.Parameters.Has(key))];
            if (given.Length > 1 && given[0] is not "distance_start")
            {
                context.Report(
                    DiagnosticRules.Contradiction,
                    [FormattableString.Invariant($"activations[{i}].{activation.Name}.{given[1]}")],
                    $"'{activation.Name}' gives its distance twice, as '{given[0]}' and '{given[1]}'; give samples, one share of "
                        + "the kernel, or a first and a last share");
            }
        }
    }

    private void CandidatesHaveTheirTolerance()
    {
        for (int i = 0; i < config.Activations.Count; i++)
        {
            ActivationConfig activation = config.Activations[i];
            Parameter? candidates = activation.Parameters.FirstOrDefault(p => p.Name == "candidates");
            if (candidates?.Values.Contains("extrema") == false && activation.Parameters.Has("border_tolerance"))
            {
                context.Report(
                    DiagnosticRules.Contradiction,
                    [FormattableString.Invariant($"activations[{i}].{activation.Name}.border_tolerance")],
                    $"'border_tolerance' of '{activation.Name}' is the tolerance of extrema, but every position is a candidate; write "
                        + "'candidates: extrema' or leave it out");
            }
        }
    }

    private void PursuitsHaveTheirLimit()
    {
        for (int i = 0; i < config.Activations.Count; i++)
        {
            ActivationConfig activation = config.Activations[i];
            if (activation.Name != "phi_pursuit" || activation.Parameters.FirstOrDefault(p => p.Name == "stop") is not { } stop)
            {
                continue;
            }

            string path = FormattableString.Invariant($"activations[{i}].{activation.Name}");
            bool hasLimit = activation.Parameters.Has("limit");
            if (!hasLimit && stop.Values.FirstOrDefault(s => (string)s != "phi") is { } limited)
            {
                context.Report(
                    DiagnosticRules.Contradiction,
                    [path + ".stop"],
                    $"'stop: {limited}' of '{activation.Name}' needs 'limit'; give it as a count, a normalized loss or a threshold");
            }
            else if (hasLimit && stop.Values.All(s => (string)s == "phi"))
            {
                context.Report(
                    DiagnosticRules.Contradiction,
                    [path + ".limit"],
                    $"'limit' of '{activation.Name}' does nothing with 'stop: phi'; write 'stop: count', 'residual' or 'threshold', or "
                        + "leave it out");
            }
        }
    }

    private void ActivationsFitData()
    {
        for (int i = 0; i < config.Activations.Count; i++)
        {
            string name = config.Activations[i].Name;
            SignalDimensions dimensions = context.Activations.First(a => a.Name == name).Dimensions;
            if (config.Datasets.FirstOrDefault(d => (dimensions & DimensionsOf(d)) == 0) is { } misfit)
            {
                (string selects, string has) = DimensionsOf(misfit) == SignalDimensions.Two ? ("signals", "images") : ("images", "signals");
                context.Report(
                    DiagnosticRules.Contradiction,
                    [FormattableString.Invariant($"activations[{i}]")],
                    $"the activation '{name}' selects from {selects}, but the dataset '{misfit.Label}' has {has}");
            }
        }

        static SignalDimensions DimensionsOf(DatasetConfig dataset) =>
            PublishedExamples.Find(dataset.Name)?.Dimensions ?? SignalDimensions.One;
    }

    private void ParametersFitExample(CheckScope scope)
    {
        for (int i = 0; i < scope.Config.Activations.Count; i++)
        {
            ActivationConfig activation = scope.Config.Activations[i];
            foreach (Parameter parameter in activation.Parameters.Where(
                p => WithinExample.Any(w => w.Activation == activation.Name && w.Parameter == p.Name)))
            {
                long largest = parameter.Values.Max(v => (long)v);
                bool isSide = WithinExample.First(w => w.Activation == activation.Name && w.Parameter == parameter.Name).IsSide;
                if (largest > (isSide ? scope.LargestKernel : scope.ExampleLength))
                {
                    string path = FormattableString.Invariant($"activations[{i}].{activation.Name}.{parameter.Name}");
                    context.Report(
                        DiagnosticRules.Contradiction,
                        [path],
                        $"'{path}' is {ValueSchema.Format(largest)}, but {scope.ExampleDescription}{scope.Suffix}");
                }
            }
        }
    }
}
