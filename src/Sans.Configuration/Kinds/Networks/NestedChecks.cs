using Sans.Configuration.Diagnostics;
using Sans.Configuration.Parsing;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>Rules for <c>model.nested</c>.</summary>
internal static class NestedChecks
{
    private const string Key = "model." + ModelKeys.Nested;

    // Their selections depend on all kernels, or they have numbers of their own. Custom activations are asked in training.
    private static readonly string[] OfSeveralMaps =
        ["extrema_competition", "phi_pursuit", "top_k_sample", "batch_top_k", "jump_relu"];

    /// <summary>Runs the rules on a scope.</summary>
    /// <param name="context">Receives the mistakes.</param>
    /// <param name="scope">The datasets that share a model.</param>
    /// <param name="datasets">All datasets of the experiment.</param>
    public static void Run(CheckContext context, CheckScope scope, ValueList<DatasetConfig> datasets)
    {
        ModelConfig model = scope.Config.Model;
        if (model.Nested.Count == 0)
        {
            return;
        }

        if (model.Nested.Zip(model.Nested.Skip(1), (first, second) => second > first).Contains(false)
            || model.KernelCount.Values.Any(q => q != model.Nested[model.Nested.Count - 1]))
        {
            Report(
                $"'{Key}' must ascend up to 'model.kernels', which is {model.KernelCount}; it is "
                    + $"[{string.Join(", ", model.Nested)}]");
        }

        if (scope.Published is { Dimensions: SignalDimensions.Two })
        {
            Report($"'{Key}' is for signals; the dataset '{datasets[scope.Datasets[0]].Label}' has images");
        }

        if (scope.Config.Kind != SanSchema.Reconstruction)
        {
            Report($"'{Key}' is for 'kind: {SanSchema.Reconstruction}', not for '{scope.Config.Kind}'");
        }

        if (scope.Config.Activations.FirstOrDefault(IsOfSeveralMaps) is { } activation)
        {
            Report(
                $"'{Key}' needs activations that select from each map on its own and keep its values; '{activation.Name}' does "
                    + "not");
        }

        if (scope.Config.Training.Penalty is { IsWeightRelative: true })
        {
            Report($"'{Key}' has several losses, so a penalty cannot be relative to one; write 'weight_relative: false'");
        }

        void Report(string message) =>
            context.Report(DiagnosticRules.Contradiction, scope.Paths(Key, "model", ""), message + scope.Suffix);
    }

    private static bool IsOfSeveralMaps(ActivationConfig activation) =>
        OfSeveralMaps.Contains(activation.Name) || activation.Parameters.Has("refit");
}
