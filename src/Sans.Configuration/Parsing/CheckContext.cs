using Sans.Configuration.Diagnostics;
using Sans.Configuration.Schema;
using Sans.Configuration.Yaml;

namespace Sans.Configuration.Parsing;

/// <summary>What a check sees, and where it reports to.</summary>
internal sealed class CheckContext(
    IReadOnlyList<ActivationSchema> activations,
    string file,
    IReadOnlyDictionary<string, TextSpan> spans,
    DiagnosticBag diagnostics)
{
    /// <summary>What to add to each message, or empty where it is about the experiment itself.</summary>
    public string Suffix { get; init; } = "";

    /// <summary>Whether the plan is one of several, which are bounded together.</summary>
    public bool IsOneOfSeveral { get; init; }

    /// <summary>The size of the plan, once it was bounded.</summary>
    public double Trials { get; private set; }

    /// <summary>The largest plan that an experiment may have.</summary>
    public const double MostTrials = 1_000_000;

    // More than the largest table of the paper has: 18,675.
    private const double ManyTrials = 50_000;

    public IReadOnlyList<ActivationSchema> Activations { get; } = activations;

    /// <summary>
    /// Reports at the first of the key paths that is given, the experiment's own file before those that it extends: what
    /// contradicts is its combination. The empty
    /// path is the whole file.
    /// </summary>
    public void Report(DiagnosticRule rule, string[] paths, string message)
    {
        TextSpan[] places = paths.Where(spans.ContainsKey).Select(p => spans[p]).ToArray();
        TextSpan place = places.Concat([spans[""]]).Where(p => p.File == file || p.IsPlaceless).Concat(places).FirstOrDefault();
        if (Suffix.Length == 0 || !diagnostics.Has(rule, place, message))
        {
            diagnostics.Add(rule, place, message + Suffix);
        }
    }

    /// <summary>Whether a value is given, rather than left to its default.</summary>
    public bool IsGiven(string path) => spans.ContainsKey(path);

    /// <summary>The rule on the name, which all kinds have.</summary>
    public void CheckName(string name)
    {
        if (ExperimentNames.IsReserved(name))
        {
            Report(
                DiagnosticRules.ExperimentName,
                ["name"],
                $"the experiment name '{name}' makes the class '{PascalCase.Of(name)}', which the project already has; choose "
                    + "another name");
        }
    }

    /// <summary>
    /// Reports several sizes of a batch that all hold every training example: they would train one network under several names.
    /// </summary>
    /// <param name="sizes">The sizes.</param>
    /// <param name="examples">Training examples.</param>
    /// <param name="paths">Where to report.</param>
    /// <param name="suffix">What to add to the message.</param>
    public void BatchesDiffer(Sweep<int> sizes, long examples, string[] paths, string suffix)
    {
        int[] whole = sizes.Values.Where(s => s >= examples).ToArray();
        if (whole.Length > 1)
        {
            Report(
                DiagnosticRules.Contradiction,
                paths,
                $"'training.batch_size' lists {ValueSchema.Format(whole[0])} and {ValueSchema.Format(whole[1])}; both hold all "
                    + $"{ValueSchema.Format(examples)} training examples, so remove one{suffix}");
        }
    }

    /// <summary>Warns of a plan that is long, and refuses one that nobody can run.</summary>
    /// <param name="trials">Number of trials. A double, because sweeps multiply beyond any integer.</param>
    /// <param name="sweptPaths">Where else than at the seeds to report it.</param>
    public void BoundPlan(double trials, params string[] sweptPaths)
    {
        Trials = trials;
        if (trials > (IsOneOfSeveral ? MostTrials : ManyTrials))
        {
            bool isTooMany = trials > MostTrials;
            Report(
                isTooMany ? DiagnosticRules.Sweep : DiagnosticRules.LargeSweep,
                ["seeds", .. sweptPaths, ""],
                isTooMany
                    ? $"the experiment has more than {ValueSchema.Format(MostTrials)} trials; the numbers of seeds and of listed or "
                        + "swept values multiply"
                    : $"the experiment has {ValueSchema.Format(trials)} trials");
        }
    }
}
