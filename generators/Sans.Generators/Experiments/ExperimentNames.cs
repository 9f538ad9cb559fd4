using Sans.Configuration;
using Sans.Generators.Activations;

namespace Sans.Generators.Experiments;

/// <summary>Finds experiments whose name, or the class it makes, another file has already.</summary>
internal static class ExperimentNames
{
    /// <summary>The files that come too late, by path, and what to tell them.</summary>
    /// <param name="experiments">Path and names of every readable experiment, in any order.</param>
    public static ValueList<NameClash> Clashes(IEnumerable<(string Path, ExperimentIdentity Identity)> experiments)
    {
        List<NameClash> clashes = [];
        Dictionary<string, ExperimentIdentity> taken = new(StringComparer.Ordinal);
        foreach ((string path, ExperimentIdentity identity) in experiments.OrderBy(e => e.Path, StringComparer.Ordinal))
        {
            if (identity.ClassName is ActivationEmitter.RegistryName or ExperimentEmitter.CatalogName)
            {
                clashes.Add(new NameClash(path, $"the experiment name '{identity.Name}' makes the class '{identity.ClassName}', which is generated for every project"));
            }
            else if (!taken.TryGetValue(identity.ClassName, out ExperimentIdentity? first))
            {
                taken.Add(identity.ClassName, identity);
            }
            else if (first.Name == identity.Name)
            {
                clashes.Add(new NameClash(path, $"the experiment name '{identity.Name}' is taken by {first.File}"));
            }
            else
            {
                clashes.Add(new NameClash(path, $"the experiment name '{identity.Name}' makes the class '{identity.ClassName}', which is taken by '{first.Name}' in {first.File}"));
            }
        }

        return new(clashes);
    }
}

/// <summary>A file whose experiment name is taken.</summary>
internal sealed record NameClash(string Path, string Message);
