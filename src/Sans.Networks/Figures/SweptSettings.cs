using System.Globalization;
using Sans.Core.Training;

namespace Sans.Networks.Figures;

/// <summary>What trainings of a run differ in beside dataset, activation, kernel size and seed. No figure averages over it.</summary>
/// <param name="Names">The keys of the settings; <see cref="KernelCount"/> where numbers of kernels differ.</param>
internal sealed record SweptSettings(IReadOnlyList<string> Names)
{
    private const string KernelCount = "kernel_count";

    /// <summary>Those of some trainings.</summary>
    public static SweptSettings Of(IReadOnlyCollection<Trial> trials) => new(
    [
        .. trials.SelectMany(t => t.Settings).Select(s => s.Name).Distinct(),
        .. trials.Select(t => t.KernelCount).Distinct().Count() > 1 ? [KernelCount] : (string[])[],
    ]);

    /// <summary>The value of a setting in a training, as the experiment has it; empty where it has none.</summary>
    public static string ValueOf(Trial trial, string name) => name == KernelCount
        ? trial.KernelCount.ToString(CultureInfo.InvariantCulture)
        : trial.Settings.FirstOrDefault(s => s.Name == name)?.Text ?? "";

    /// <summary>The same as a number; <see langword="null"/> for a word.</summary>
    public static double? NumberOf(Trial trial, string name) => name == KernelCount
        ? trial.KernelCount
        : trial.Settings.FirstOrDefault(s => s.Name == name)?.Value switch { long whole => whole, double number => number, _ => null };

    /// <summary>All values of a training but those of one setting, such as <c>learning_rate 0.01, q = 2</c>; empty where nothing is left.</summary>
    public string Describe(Trial trial, string? but = null) => string.Join(", ", Names
        .Where(name => name != but && ValueOf(trial, name).Length > 0)
        .Select(name => name == KernelCount ? FormattableString.Invariant($"q = {trial.KernelCount}") : $"{name} {ValueOf(trial, name)}"));
}
