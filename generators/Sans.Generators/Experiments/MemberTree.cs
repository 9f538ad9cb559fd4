using Sans.Configuration;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;

namespace Sans.Generators.Experiments;

/// <summary>
/// Turns the values of an experiment into members of its class, down to the leaves. A mapping is a nested class. A named value
/// is a nested class of its name, for a dataset of its label. A scalar is a constant. It follows the values, so that a new key
/// needs no change here.
/// </summary>
internal static class MemberTree
{
    /// <summary>The members of the class <paramref name="className"/>.</summary>
    /// <param name="values">All settings of the experiment.</param>
    /// <param name="shape">The schema of the settings, which has the summaries.</param>
    /// <param name="className">The class that will hold the members.</param>
    /// <param name="reserved">Names that the class already has.</param>
    public static ValueList<Member> Of(MappingValue values, ValueSchema shape, string className, params string[] reserved) =>
        OfMapping(values, shape, new NameScope(className, reserved));

    private static ValueList<Member> OfMapping(MappingValue mapping, ValueSchema? shape, NameScope scope)
    {
        ValueList<KeySchema> keys = ((shape as PartialSchema)?.Mapping ?? shape as MappingSchema)?.Keys ?? default;
        return new(mapping.Entries.Select(entry =>
        {
            KeySchema? key = keys.FirstOrDefault(k => k.Name == entry.Key);
            return Of(scope.Take(entry.Key), key?.Summary ?? "", entry.Value, key?.Value ?? (shape as NamedSchema)?.Item);
        }));
    }

    private static Member Of(string name, string summary, ConfigValue value, ValueSchema? shape) => value switch
    {
        ScalarValue scalar => new ConstantMember(name, summary, Narrowed(scalar.Value)),
        SweepValue sweep => OfSweep(name, summary, sweep.Sweep.Values),
        MappingValue mapping => new ClassMember(name, summary, OfMapping(mapping, shape, new NameScope(name))),
        VariantValue variant => new ClassMember(name, summary, new(OfVariant(variant, shape, new NameScope(name)))),
        ListValue list => new ClassMember(name, summary, OfItems(list, shape as ListSchema, new NameScope(name))),
        _ => throw new InvalidOperationException($"no member for a {value.GetType().Name}"),
    };

    private static ValueList<Member> OfItems(ListValue list, ListSchema? shape, NameScope scope) =>
        new(list.Items.Select(item => item is VariantValue variant
            ? OfVariant(variant, shape?.Item, scope)
            : Of(scope.Take("item"), "", item, shape?.Item)));

    private static Member OfVariant(VariantValue value, ValueSchema? shape, NameScope scope)
    {
        Variant? variant = (shape as VariantSchema)?.Variants.FirstOrDefault(v => v.Name == value.Name);
        string label = value.Parameters.Find(DatasetSchemas.Label) is ScalarValue { Value: string text } ? text : value.Name;
        return Of(scope.Take(label), variant?.Summary ?? "", value.Parameters, variant?.Parameters);
    }

    private static SweepMember OfSweep(string name, string summary, ValueList<object> values)
    {
        object[] narrowed = values.Select(Narrowed).ToArray();
        return narrowed[0] switch
        {
            _ when narrowed.Any(v => v is string) && !narrowed.All(v => v is string) => SweepMember.Of(name, summary, narrowed),
            int when narrowed.All(v => v is int) => SweepMember.Of(name, summary, narrowed.Cast<int>()),
            int or long => SweepMember.Of(name, summary, values.Cast<long>()),
            double => SweepMember.Of(name, summary, narrowed.Cast<double>()),
            bool => SweepMember.Of(name, summary, narrowed.Cast<bool>()),
            _ => SweepMember.Of(name, summary, narrowed.Cast<string>()),
        };
    }

    // Whole numbers are read as long, but users of C# expect int.
    private static object Narrowed(object value) =>
        value is long number && number is >= int.MinValue and <= int.MaxValue ? (int)number : value;
}
