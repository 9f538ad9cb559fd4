using System.Globalization;
using Sans.Configuration.Parsing;

namespace Sans.Generators.Experiments;

/// <summary>The names inside one class.</summary>
internal sealed class NameScope
{
    // A member of this name would hide one that every class inherits.
    private static readonly string[] InheritedNames =
        ["Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString"];

    private readonly HashSet<string> _taken;

    /// <param name="className">The class.</param>
    /// <param name="reserved">Names that it already has.</param>
    public NameScope(string className, params string[] reserved) =>
        _taken = new HashSet<string>(InheritedNames.Concat(reserved).Append(className), StringComparer.Ordinal);

    /// <summary>The C# name for a YAML name, with a number from 2 where it is taken.</summary>
    public string Take(string yamlName)
    {
        string wanted = PascalCase.Of(yamlName);
        string name = wanted;
        for (int n = 2; !_taken.Add(name); n++)
        {
            name = wanted + n.ToString(CultureInfo.InvariantCulture);
        }

        return name;
    }
}
