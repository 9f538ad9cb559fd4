using Sans.Configuration.Diagnostics;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Networks;

/// <summary>The rules of scaled kernels (docs/method/extensions.md, 9).</summary>
internal static class ScaleChecks
{
    // They read a position as that of a kernel of its own size.
    private static readonly string[] WithoutScales = [NetworkMeasures.RefittedPhi, NetworkMeasures.EventF1];

    /// <summary>Runs the rules on the datasets of a scope.</summary>
    /// <param name="context">Receives the mistakes.</param>
    /// <param name="scope">The datasets, with the settings that they use.</param>
    public static void Run(CheckContext context, CheckScope scope)
    {
        ValueList<double> scales = scope.Config.Model.Scales;
        string[] paths = scope.Paths("model." + ModelKeys.Scales);
        if (scales.Count == 0)
        {
            return;
        }

        if (KernelScales.MistakeIn(scales) is { } mistake)
        {
            Report(paths, $"'model.{ModelKeys.Scales}': {mistake}");
            return;
        }

        if (scales.Count == 1)
        {
            return;
        }

        if (scope.Published is { Height: > 1 } images)
        {
            Report(paths, $"'model.{ModelKeys.Scales}' is for signals, but '{images.Name}' has images");
        }
        else if (scope.Config.Model.KernelSizes.Values.Max() is var m && KernelScales.LengthOf(m, scales.Max()) is var length
            && length > scope.LargestKernel)
        {
            Report(paths, $"the longest copy of a kernel of {ValueSchema.Format(m)} samples has {ValueSchema.Format(length)}, but "
                + scope.ExampleDescription);
        }

        for (int i = 0; i < scope.Config.Activations.Count; i++)
        {
            ActivationConfig activation = scope.Config.Activations[i];
            if (activation.Name != "extrema" || activation.Parameters.Has("refit"))
            {
                Report([FormattableString.Invariant($"activations[{i}]")], activation.Name == "extrema"
                    ? $"'model.{ModelKeys.Scales}' works with extrema as they are; leave 'refit' out"
                    : $"'model.{ModelKeys.Scales}' needs the activation 'extrema'; found '{activation.Name}'");
            }
        }

        if (scope.Config.Model.Nested.Count > 1)
        {
            Report(scope.Paths("model." + ModelKeys.Nested), $"'model.{ModelKeys.Nested}' does not work with 'model.{ModelKeys.Scales}'");
        }

        if (scope.Config.Training.Penalty is not null)
        {
            Report(scope.Paths("training.penalty", "training"), $"'training.penalty' does not work with 'model.{ModelKeys.Scales}'");
        }

        if (scope.Config.Application is not (null or FeaturesConfig))
        {
            Report(paths, $"'kind: {scope.Config.Kind}' does not work with 'model.{ModelKeys.Scales}'");
        }

        foreach (string measure in WithoutScales.Intersect(scope.Config.Measures))
        {
            Report(["measures"], $"the measure '{measure}' does not work with 'model.{ModelKeys.Scales}'");
        }

        void Report(string[] places, string message) =>
            context.Report(DiagnosticRules.Contradiction, places, message + scope.Suffix);
    }
}
