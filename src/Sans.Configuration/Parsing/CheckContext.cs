using Sans.Configuration.Diagnostics;
using Sans.Configuration.Schema;
using Sans.Configuration.Yaml;

namespace Sans.Configuration.Parsing;

/// <summary>The input of a check, and the target of its reports.</summary>
internal sealed class CheckContext(
    IReadOnlyList<ActivationSchema> activations,
    string file,
    IReadOnlyDictionary<string, TextSpan> spans,
    DiagnosticBag diagnostics)
{
    /// <summary>The suffix of each message, or empty for the experiment itself.</summary>
    public string Suffix { get; init; } = "";

    /// <summary>Whether the plan is one of several, whose sum is bounded.</summary>
    public bool IsOneOfSeveral { get; init; }

    /// <summary>The size of the plan, after <see cref="BoundPlan"/>.</summary>
    public double Trials { get; private set; }

    /// <summary>The largest plan that an experiment may have.</summary>
    public const double MostTrials = 1_000_000;

    // It is more than the largest table of the paper has, 18,675.
    private const double ManyTrials = 50_000;

    public IReadOnlyList<ActivationSchema> Activations { get; } = activations;

    /// <summary>
    /// Reports at the first of the key paths that is given. The experiment's own file comes before those that it extends,
    /// because the combination is at fault. The empty path is the whole file.
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

    /// <summary>Checks the name, by the rule for all kinds.</summary>
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

    /// <summary>Reports parts of an experiment that tables could not tell apart.</summary>
    /// <param name="list">The key of their list.</param>
    /// <param name="labels">Their labels, in the order of the list.</param>
    public void LabelsDiffer(string list, IEnumerable<string> labels)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach ((string label, int i) in labels.Select((label, i) => (label, i)).Where(l => !seen.Add(l.label)))
        {
            Report(
                DiagnosticRules.Contradiction,
                [FormattableString.Invariant($"{list}[{i}]")],
                $"two {list} have the label '{label}'; give one of them another 'label'");
        }
    }

    /// <summary>
    /// Reports several batch sizes that all hold every training example, because they would train one network under several
    /// names.
    /// </summary>
    /// <param name="sizes">The sizes.</param>
    /// <param name="examples">The number of training examples.</param>
    /// <param name="paths">The key paths for the report.</param>
    /// <param name="suffix">The suffix of the message.</param>
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

    /// <summary>Notes a long plan, and refuses one that is too large.</summary>
    /// <param name="trials">Number of trials. It is a double, because sweeps multiply beyond any integer.</param>
    /// <param name="sweptPaths">The key paths for the report, beside the seeds.</param>
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
