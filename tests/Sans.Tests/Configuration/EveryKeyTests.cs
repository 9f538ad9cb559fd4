using System.Globalization;
using Sans.Configuration.Diagnostics;
using Sans.Configuration.Kinds;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;

namespace Sans.Tests.Configuration;

/// <summary>Each key of each kind, alone over a small experiment.</summary>
public sealed class EveryKeyTests
{
    private const string Key = "\u0002";
    private const int Deepest = 5;

    private static readonly Lazy<IReadOnlyList<Written>> All = new(() => [.. KindSchemas.All.SelectMany(OfKind).DistinctBy(w => w.Line)]);

    [Fact]
    public void What_was_read_with_it_is_read_again_from_what_was_written()
    {
        int accepted = 0;
        foreach (Written written in All.Value)
        {
            ReadResult read = Read(written.Text);
            if (read.Config is not { } config)
            {
                continue;
            }

            accepted++;
            string yaml = ResolvedYaml.Write(config);
            ReadResult again = Read(yaml);
            Assert.True(config.Equals(again.Config), $"{string.Join('\n', again.Diagnostics)}\n{written.Line}\nwas written as\n{yaml}");
            Assert.Equal(config, Read(AnnotatedYaml.Write(config, read.Places)).Config);
        }

        // The others need a second key.
        Assert.InRange(accepted, All.Value.Count / 3, All.Value.Count);
    }

    [Fact]
    public void A_misspelling_of_it_is_named_at_its_place()
    {
        foreach (Written written in All.Value)
        {
            ReadResult read = Read(written.Text.Insert(written.Start + written.Name.Length, "zq"));
            Assert.Contains(
                read.Diagnostics,
                d => d.Rule.Level == DiagnosticLevel.Error
                    && d.Span.Start == written.Start
                    && d.Message.StartsWith($"'{written.Name}zq' is not a ", StringComparison.Ordinal));
        }
    }

    private static ReadResult Read(string text) => ExperimentReader.Read(text, "x.yaml", ActivationRegistry.Instance.Schemas);

    private static IEnumerable<Written> OfKind(KindSchema kind)
    {
        string yaml = Enumerable.Range(1, 200)
            .SelectMany(seed => new[] { RandomExperiments.Text(seed), RandomExperiments.Applied(seed), RandomExperiments.Grown(seed) })
            .Where(text => kind.Names.Any(n => n == "reconstruction" || text.Contains($"kind: {n}\n", StringComparison.Ordinal)))
            .Select(text => Read(text).Config)
            .Where(config => config is not null && kind.Names.Contains(config.Kind) && config.Variants.Count == 0)
            .Select(config => ResolvedYaml.Write(config!))
            .Take(3)
            .MinBy(text => text.Length)!;
        foreach ((string name, string line) in Walk(kind.Schema(ActivationRegistry.Instance.Schemas), "", v => v, isPartial: true, Deepest))
        {
            // The line is a mapping with one key, which replaces that of the small experiment.
            string own = line[2..^2];
            string top = own.Replace(Key, "", StringComparison.Ordinal).Split(':')[0];
            string[] others = [.. Blocks(yaml).Where(b => !b.StartsWith(top + ":", StringComparison.Ordinal))];
            string text = string.Concat(others) + own + "\n";
            int start = text.IndexOf(Key, StringComparison.Ordinal);
            yield return new Written(name, own, text.Remove(start, 1), start);
        }
    }

    /// <summary>The lines of each key of the root.</summary>
    private static IEnumerable<string> Blocks(string yaml)
    {
        string block = "";
        foreach (string line in yaml.TrimEnd('\n').Split('\n'))
        {
            if (block.Length > 0 && line[0] != ' ')
            {
                yield return block;
                block = "";
            }

            block += line + "\n";
        }

        yield return block;
    }

    /// <summary>Each key with a text of the whole mapping, in which a mark stands before the key.</summary>
    private static IEnumerable<(string Name, string Line)> Walk(
        ValueSchema shape, string name, Func<string, string> wrap, bool isPartial, int depth) => depth == 0 ? [] : shape switch
        {
            MappingSchema mapping => mapping.Keys.SelectMany(key =>
            {
                string OfKey(string value) => wrap(Mapping(mapping, isPartial, key.Name, value));
                return Walk(key.Value, key.Name, OfKey, isPartial, depth - 1)
                    .Prepend((key.Name, wrap(Mapping(mapping, isPartial, key.Name, Least(key.Value), Key))));
            }),
            PartialSchema partial => Walk(partial.Mapping, name, wrap, isPartial: true, depth),
            ListSchema list => Walk(list.Item, name, v => wrap($"[{v}]"), isPartial: false, depth),
            VariantSchema variants => variants.Variants.SelectMany(v =>
                Walk(v.Parameters, v.Name, p => wrap($"{{ {v.Name}: {p} }}"), isPartial, depth)),
            _ => [],
        };

    /// <summary>The required keys of a mapping and one more.</summary>
    private static string Mapping(MappingSchema shape, bool isPartial, string name, string value, string mark = "") =>
        "{ " + string.Join(", ", shape.Keys
            .Where(k => k.Name == name || (k.IsRequired && !isPartial && k.Alternative != name))
            .Select(k => k.Name == name ? $"{mark}{k.Name}: {value}" : $"{k.Name}: {Least(k.Value)}")) + " }";

    /// <summary>A short value of a schema.</summary>
    private static string Least(ValueSchema shape) => shape switch
    {
        IntegerSchema whole => Math.Clamp(3, whole.Minimum, whole.Maximum).ToString(CultureInfo.InvariantCulture),
        NumberSchema number => Math.Clamp(0.5, number.Minimum, number.Maximum).ToString("R", CultureInfo.InvariantCulture),
        FlagSchema => "true",
        PathSchema => "a.csv",
        ShareSchema => "5",
        ChannelSchema => "0",
        FilesSchema => "nowhere.yaml",
        ChoiceSchema choice => choice.Choices[0],
        SweepSchema sweep => Least(sweep.Item),
        ListSchema list => $"[{Least(list.Item)}]",
        PartialSchema => "{}",
        MappingSchema mapping => Mapping(mapping, isPartial: false, "", ""),
        NamedSchema named => $"{{ abc: {Least(named.Item)} }}",
        VariantSchema variants => $"{{ {variants.Variants[0].Name}: {Least(variants.Variants[0].Parameters)} }}",
        _ => "abc",
    };

    /// <summary>A key in an experiment.</summary>
    /// <param name="Name">The key.</param>
    /// <param name="Line">The line that has it.</param>
    /// <param name="Text">The experiment.</param>
    /// <param name="Start">The place of the key in that text.</param>
    private sealed record Written(string Name, string Line, string Text, int Start);
}
