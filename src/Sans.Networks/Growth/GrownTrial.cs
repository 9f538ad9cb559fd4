using Sans.Configuration;
using Sans.Core.Training;
using Sans.Networks.Studies;

namespace Sans.Networks.Growth;

/// <summary>A network that grows: on one dataset, or on datasets one after another.</summary>
/// <param name="Dataset">Label of the dataset, or the labels of all phases in their order.</param>
/// <param name="Networks">Its first networks: one for each kernel size of each dataset, datasets in their order.</param>
internal sealed record GrownTrial(string Dataset, IReadOnlyList<NetworkTrial> Networks) : ITrial
{
    /// <summary>The first of its networks. The others differ in dataset and kernel size only.</summary>
    public NetworkTrial First => Networks[0];

    /// <inheritdoc/>
    public string Key => FormattableString.Invariant($"{Dataset}/{First.ActivationLabel}/q={First.KernelCount}")
        + FormattableString.Invariant($"{string.Concat(First.Settings.Select(s => $"/{s.Name}={s.Text}"))}/seed={First.Seed}");

    /// <summary>Variant, settings and activation, as titles of pictures have them.</summary>
    public string SettingText => string.Join(' ', (string[])[
        .. First.Settings.Select(s => s.Name == ExperimentVariants.Setting ? s.Text : $"{s.Name}={s.Text}"), First.ActivationLabel]);

    /// <summary>The trials of some networks, where networks of one trial differ in their kernel size, or in their dataset too.</summary>
    /// <param name="networks">The networks, in the order of a plan.</param>
    /// <param name="isOfPhases">Whether the datasets are phases of one trial.</param>
    public static IReadOnlyList<GrownTrial> Of(IEnumerable<NetworkTrial> networks, bool isOfPhases) =>
    [
        .. networks
            .GroupBy(t => t with { KernelSize = 0, Dataset = isOfPhases ? "" : t.Dataset })
            .Select(g => new GrownTrial(string.Join("+", g.Select(t => t.Dataset).Distinct()), [.. g])),
    ];

    /// <summary>A network of given kernels.</summary>
    /// <param name="network">The network that it begins as.</param>
    /// <param name="kernels">Its kernels.</param>
    public static NetworkTrial Sized(NetworkTrial network, IEnumerable<float[]> kernels)
    {
        int[] sizes = [.. kernels.Select(k => k.Length)];
        return network with
        {
            KernelCount = sizes.Length,
            KernelSize = sizes.Max(),
            MixedKernelSizes = sizes.Distinct().Count() == 1 ? default : new(sizes),
        };
    }

    /// <summary>The result of the journal's record of a network.</summary>
    /// <param name="payload">The record.</param>
    /// <param name="network">The network that it begins as.</param>
    /// <exception cref="FormatException">The record does not fit.</exception>
    public static NetworkResult ResultOf(SanPayload payload, NetworkTrial network) =>
        payload.Kernels is { Count: > 0 } kernels && kernels.All(k => k is { Length: > 0 })
            ? payload.ToResult(Sized(network, kernels))
            : throw new FormatException("a network has no kernels");
}
