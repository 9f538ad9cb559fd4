using System.Collections.Immutable;
using Sans.Configuration;
using Sans.Configuration.Schema;
using Sans.Generators.Diagnostics;

namespace Sans.Generators.Activations;

/// <summary>The activations that a project can use: its own and those of its references, each name once.</summary>
/// <param name="Own">The project's own, by name.</param>
/// <param name="All">Own and referenced, by name.</param>
internal sealed record VisibleActivations(ValueList<ActivationModel> Own, ValueList<ActivationModel> All)
{
    /// <summary>
    /// The schemas for experiments. Broken activations have their name only, because their mistake is reported in C# and not
    /// again in YAML.
    /// </summary>
    public ValueList<ActivationSchema> SchemasWith(ValueList<string> broken) => new(All
        .Select(a => a.Schema)
        .Concat(broken
            .Where(name => All.All(a => a.Name != name))
            .Select(name => new ActivationSchema(name, SignalDimensions.One, "", default) { IsBroken = true })));

    /// <summary>Joins both lists. Of activations with one name, the first by <see cref="InOrder"/> is taken.</summary>
    public static VisibleActivations Of(IEnumerable<ActivationModel> own, IEnumerable<ActivationModel> referenced)
    {
        ActivationModel[] ownOnce = FirstOfEachName(InOrder(own));
        return new VisibleActivations(new(ownOnce), new(FirstOfEachName(ownOnce.Concat(InOrder(referenced)))));
    }

    /// <summary>SANS104 for every name that is used twice.</summary>
    public static ValueList<DiagnosticInfo> Clashes(ImmutableArray<ActivationReading> own, ValueList<ActivationModel> referenced)
    {
        List<DiagnosticInfo> clashes = [];
        Dictionary<string, ActivationModel> taken = new(StringComparer.Ordinal);
        foreach (ActivationModel activation in InOrder(referenced))
        {
            if (taken.TryGetValue(activation.Name, out ActivationModel? first))
            {
                string message = $"the activation name '{activation.Name}' is used twice by references: {first.TypeForMessages} and "
                    + $"{activation.TypeForMessages}; reference one of the two";
                clashes.Add(new DiagnosticInfo(DiagnosticDescriptors.ActivationNameTaken.Id, null, message));
            }
            else
            {
                taken.Add(activation.Name, activation);
            }
        }

        foreach (ActivationReading reading in own.Where(r => r.Model is not null).OrderBy(r => r.Model!.Type, StringComparer.Ordinal))
        {
            ActivationModel activation = reading.Model!;
            if (taken.TryGetValue(activation.Name, out ActivationModel? first))
            {
                string message =
                    $"the activation name '{activation.Name}' is taken by {first.TypeForMessages}; give this activation another one";
                clashes.Add(new DiagnosticInfo(DiagnosticDescriptors.ActivationNameTaken.Id, reading.Location, message));
            }
            else
            {
                taken.Add(activation.Name, activation);
            }
        }

        return new(clashes);
    }

    // Equal manifests are one activation that was referenced twice.
    private static IEnumerable<ActivationModel> InOrder(IEnumerable<ActivationModel> activations) => activations
        .Distinct()
        .OrderBy(a => a.Name, StringComparer.Ordinal)
        .ThenBy(a => a.Type, StringComparer.Ordinal);

    private static ActivationModel[] FirstOfEachName(IEnumerable<ActivationModel> activations) => activations
        .GroupBy(a => a.Name, StringComparer.Ordinal)
        .Select(g => g.First())
        .OrderBy(a => a.Name, StringComparer.Ordinal)
        .ToArray();
}
