namespace Sans.Configuration.Parsing;

/// <summary>The rules on experiment names: they must differ from each other and from the classes that every project has.</summary>
public static class ExperimentNames
{
    /// <summary>The generated class that lists the experiments of a project.</summary>
    internal const string Catalog = "ExperimentCatalog";

    /// <summary>The generated class that lists the activations of a project.</summary>
    internal const string Registry = "ActivationRegistry";

    /// <summary>The member of the catalogue that lists the experiments.</summary>
    internal const string All = "All";

    /// <summary>The member of an experiment's class that holds the whole experiment.</summary>
    internal const string Config = "Config";

    /// <summary>The member of an experiment's class that holds the text of its file.</summary>
    internal const string Source = "Source";

    /// <summary>The member of an experiment's class that holds the files that it extends.</summary>
    internal const string Bases = "Bases";

    // The usual namespace of custom activations.
    private const string Activations = "Activations";

    /// <summary>The experiments whose name or class an earlier one already has.</summary>
    /// <param name="experiments">Names and files, in order of precedence.</param>
    /// <returns>The index of each in the list, and the message for its author.</returns>
    public static IEnumerable<(int Index, string Message)> Clashes(IEnumerable<(string Name, string File)> experiments)
    {
        Dictionary<string, (string Name, string File)> taken = new(StringComparer.Ordinal);
        int index = 0;
        foreach ((string name, string file) in experiments)
        {
            string className = PascalCase.Of(name);
            if (!taken.TryGetValue(className, out (string Name, string File) first))
            {
                taken.Add(className, (name, file));
            }
            else if (first.Name == name)
            {
                yield return (index, $"the experiment name '{name}' is taken by {first.File}");
            }
            else
            {
                yield return (
                    index, $"the experiment name '{name}' makes the class '{className}', which is taken by '{first.Name}' in {first.File}");
            }

            index++;
        }
    }

    /// <summary>
    /// Whether the class of an experiment would clash with generated code or with the namespace of custom activations.
    /// </summary>
    internal static bool IsReserved(string name) => PascalCase.Of(name) is Catalog or Registry or Config or Source or Bases or Activations;
}
