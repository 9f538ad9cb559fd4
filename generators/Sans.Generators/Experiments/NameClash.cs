using Sans.Configuration;
using Sans.Configuration.Parsing;

namespace Sans.Generators.Experiments;

/// <summary>A file whose experiment name is taken.</summary>
/// <param name="Path">The file that does not get the name.</param>
/// <param name="Message">The message for its author.</param>
internal sealed record NameClash(string Path, string Message)
{
    /// <summary>The clashes among the readable experiments of a project. The first file by path keeps the name.</summary>
    public static ValueList<NameClash> Among(IEnumerable<(string Path, ExperimentIdentity Identity)> experiments)
    {
        (string Path, ExperimentIdentity Identity)[] ordered = experiments.OrderBy(e => e.Path, StringComparer.Ordinal).ToArray();
        return new(ExperimentNames.Clashes(ordered.Select(e => (e.Identity.Name, e.Identity.File)))
            .Select(clash => new NameClash(ordered[clash.Index].Path, clash.Message)));
    }
}
