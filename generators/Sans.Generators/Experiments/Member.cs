using Sans.Configuration;

namespace Sans.Generators.Experiments;

/// <summary>A member of a generated class.</summary>
/// <param name="Name">Its name in C#.</param>
/// <param name="Summary">Its meaning, or empty without one.</param>
internal abstract record Member(string Name, string Summary);

/// <summary>A constant: a number, flag or text.</summary>
internal sealed record ConstantMember(string Name, string Summary, object Value) : Member(Name, Summary);

/// <summary>The values of a swept setting: their type in C#, and their expression.</summary>
internal sealed record SweepMember(string Name, string Summary, string Type, string Literal) : Member(Name, Summary)
{
    /// <summary>The member for the values of a sweep.</summary>
    public static SweepMember Of<T>(string name, string summary, IEnumerable<T> values)
        where T : notnull => new(name, summary, ConfigLiteral.TypeKeyword(typeof(T)), ConfigLiteral.Of(new Sweep<T>(new(values))));
}

/// <summary>A nested class.</summary>
internal sealed record ClassMember(string Name, string Summary, ValueList<Member> Members) : Member(Name, Summary);
