using System.CommandLine;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Sans.Autoencoders.Studies;
using Sans.Configuration;
using Sans.Configuration.Files;
using Sans.Core.Training;
using Sans.Networks.Studies;
using Sans.Routing.Rate;
using Sans.Routing.Studies;
using Sans.Runner;
using Sans.Runs;

namespace Sans.Tests.Contracts;

/// <summary>
/// Names that scripts, other programs and users' code depend on. A change here must be intended and named in the
/// changelog.
/// </summary>
public sealed class ContractTests(EarlierRuns runs) : IClassFixture<EarlierRuns>
{
    [Fact]
    public Task Columns_of_table_csv_and_trials_csv()
    {
        StringBuilder text = new();
        foreach (string kind in EarlierRuns.Kinds)
        {
            foreach (string file in (string[])["table.csv", "trials.csv"])
            {
                text.Append(kind).Append(' ').Append(file).Append('\n');
                foreach (string column in EarlierRuns.ReadCsv(Path.Combine(runs.Resumed(kind, "finished"), file)).Columns)
                {
                    text.Append("  ").Append(column).Append('\n');
                }
            }
        }

        return Snapshot.Verify(text.ToString(), "columns");
    }

    [Fact]
    public Task Lines_of_trials_jsonl()
    {
        StringBuilder text = new();
        foreach (string kind in EarlierRuns.Kinds)
        {
            // Lines of this build, and a line of a failed trial.
            string run = runs.Resumed(kind, "interrupted");
            ExperimentConfig experiment = ExperimentFile.Read(
                Path.Combine(run, "config.yaml"), Experiments.ActivationRegistry.Instance.Schemas, []).Config!;
            var study = Studies.Of(experiment, Engines.Embedded, Experiments.ActivationRegistry.Instance, 1);
            string[] lines = [.. File.ReadLines(Path.Combine(run, "trials.jsonl")), LineOfFailure(study)];
            foreach (string shape in lines.Select(ShapeOf).Distinct())
            {
                text.Append(kind).Append('\n').Append(shape);
            }
        }

        return Snapshot.Verify(text.ToString(), "journal-lines");
    }

    [Fact]
    public Task Commands_and_exit_codes()
    {
        StringBuilder text = new();
        Append(SansApplication.CreateRoot(
            Experiments.ExperimentCatalog.All, Experiments.ActivationRegistry.Instance, [], new(TextWriter.Null, TextWriter.Null)), "sans");
        text.Append("exit codes\n");
        foreach (FieldInfo code in typeof(ExitCode).GetFields())
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"  {code.Name} {code.GetRawConstantValue()}\n");
        }

        return Snapshot.Verify(text.ToString(), "commands");

        void Append(Command command, string path)
        {
            text.Append(path).Append(string.Concat(command.Arguments.Select(
                a => $" {a.Name}{(a.Arity.MinimumNumberOfValues == 0 ? "?" : "")}{(a.Arity.MaximumNumberOfValues > 1 ? "..." : "")}"))).Append('\n');
            foreach (Option option in command.Options.OrderBy(o => o.Name, StringComparer.Ordinal))
            {
                text.Append("  ")
                    .AppendJoin(", ", option.Aliases.Prepend(option.Name))
                    .Append(option.HelpName is null ? "" : " " + option.HelpName)
                    .Append('\n');
            }

            foreach (Command sub in command.Subcommands.OrderBy(c => c.Name, StringComparer.Ordinal))
            {
                Append(sub, $"{path} {sub.Name}");
            }
        }
    }

    /// <summary>One shipped experiment of each kind.</summary>
    [Fact]
    public Task Generated_classes()
    {
        StringBuilder text = new();
        Type[] classes =
        [
            typeof(Experiments.Quickstart), typeof(Experiments.Mnist), typeof(Experiments.SparsityPenalties),
            typeof(Experiments.RoutedPolynomial), typeof(Experiments.RoutedExperts), typeof(Experiments.RoutedRate),
            typeof(Experiments.ExperimentCatalog), typeof(Experiments.ActivationRegistry),
        ];
        foreach (Type type in classes)
        {
            Append(type, 0);
        }

        return Snapshot.Verify(text.ToString(), "generated-classes");

        void Append(Type type, int depth)
        {
            string indent = new(' ', 2 * depth);
            text.Append(indent).Append(depth == 0 ? type.FullName : type.Name).Append('\n');
            const BindingFlags Own = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
            foreach (FieldInfo field in type.GetFields(Own).OrderBy(f => f.Name, StringComparer.Ordinal))
            {
                text.Append(indent)
                    .Append("  ")
                    .Append(field.IsLiteral ? "const " : "")
                    .Append(NameOf(field.FieldType))
                    .Append(' ')
                    .Append(field.Name)
                    .Append('\n');
            }

            foreach (PropertyInfo property in type.GetProperties(Own).OrderBy(p => p.Name, StringComparer.Ordinal))
            {
                text.Append(indent).Append("  ").Append(NameOf(property.PropertyType)).Append(' ').Append(property.Name).Append('\n');
            }

            foreach (Type nested in type.GetNestedTypes().OrderBy(t => t.Name, StringComparer.Ordinal))
            {
                Append(nested, depth + 1);
            }
        }
    }

    private static string LineOfFailure(IStudy study)
    {
        return study switch
        {
            SanStudy networks => Of(networks),
            ClassificationStudy classifiers => Of(classifiers),
            AutoencoderStudy autoencoders => Of(autoencoders),
            RoutedStudy routed => Of(routed),
            RateStudy rates => Of(rates),
            _ => throw new InvalidOperationException($"the study of '{study.Experiment.Kind}' has no line here"),
        };

        static string Of<TTrial, TResult>(Study<TTrial, TResult> study)
            where TTrial : class, ITrial
            where TResult : class, ITrialResult => Encoding.UTF8.GetString(study.Journal.Write(study.Plan[0], "diverged"));
    }

    /// <summary>Each property with the kind of its value. For arrays, the first item.</summary>
    private static string ShapeOf(string line)
    {
        StringBuilder text = new();
        using var json = JsonDocument.Parse(line);
        Append(json.RootElement, 1);
        return text.ToString();

        void Append(JsonElement element, int depth)
        {
            foreach (JsonProperty property in element.EnumerateObject())
            {
                JsonElement value = property.Value;
                string brackets = "";
                while (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0)
                {
                    value = value[0];
                    brackets += "[]";
                }

                string kind = value.ValueKind is JsonValueKind.True or JsonValueKind.False
                    ? "flag"
                    : value.ValueKind.ToString().ToLowerInvariant();
                text.Append(' ', 2 * depth).Append(property.Name).Append(' ').Append(kind).Append(brackets).Append('\n');
                if (value.ValueKind == JsonValueKind.Object)
                {
                    Append(value, depth + 1);
                }
            }
        }
    }

    private static string NameOf(Type type) => type.IsGenericType
        ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>"
        : type.Name;
}
