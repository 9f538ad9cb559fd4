using Sans.Configuration;
using Sans.Configuration.Parsing;
using Sans.Generators.Infrastructure;

namespace Sans.Generators.Experiments;

/// <summary>Writes the class of an experiment, the text of its file, and the catalogue of all of them.</summary>
internal static class ExperimentEmitter
{
    /// <summary>Writes the values of an experiment.</summary>
    public static SourceWriter Emit(string rootNamespace, ExperimentModel experiment)
    {
        SourceWriter writer = Begin(rootNamespace);
        ExperimentIdentity identity = experiment.Identity;
        BlockOf(writer, identity, $"The experiment '{identity.Name}', from {identity.File}.", () =>
        {
            writer.Summary("The whole experiment, built without parsing.");
            ConfigLiteral.Write(
                writer,
                $"public static {ConfigLiteral.TypeName(experiment.Config.GetType())} {ExperimentNames.Config} {{ get; }} = ",
                experiment.Config,
                ";");
            EmitMembers(writer, experiment.Members, separateFirst: true);
        });
        return writer;
    }

    /// <summary>Writes the text of an experiment's file.</summary>
    public static SourceWriter EmitSource(string rootNamespace, ExperimentSource source)
    {
        SourceWriter writer = Begin(rootNamespace);
        BlockOf(writer, source.Identity, "", () =>
        {
            writer.Summary($"The text of {source.Identity.File}.");
            writer.Line($"public const string {ExperimentNames.Source} =");
            EmitText(writer, source.Text, ";");
            writer.Line();
            writer.Summary("The files that it extends.");
            EmitBases(writer, source.Bases);
        });
        return writer;
    }

    /// <summary>Writes the class of an experiment, inside the catalogue's class where it belongs there.</summary>
    private static void BlockOf(SourceWriter writer, ExperimentIdentity identity, string summary, Action body)
    {
        if (identity.NameInCatalog is null)
        {
            EmitClass(identity.ClassName);
        }
        else
        {
            writer.Block($"public static partial class {ExperimentNames.Catalog}", () => EmitClass(identity.NameInCatalog));
        }

        void EmitClass(string name)
        {
            writer.Summary(summary);
            writer.Block($"public static partial class {name}", body);
        }
    }

    private static void EmitBases(SourceWriter writer, ValueList<SourceFile> bases)
    {
        string type = ConfigLiteral.TypeName(typeof(SourceFile));
        string head = $"public static global::System.Collections.Generic.IReadOnlyList<{type}> {ExperimentNames.Bases} {{ get; }} = ";
        if (bases.Count == 0)
        {
            writer.Line($"{head}global::System.Array.Empty<{type}>();");
            return;
        }

        writer.Block($"{head}new {type}[]", () =>
        {
            foreach (SourceFile file in bases)
            {
                writer.Line($"new {type}(");
                writer.Indented(() => writer.Line(CSharpLiteral.Of(file.File) + ","));
                EmitText(writer, file.Text, "),");
            }
        }, "};");
    }

    private static void EmitText(SourceWriter writer, string text, string end)
    {
        string[] lines = Lines(text).Select(CSharpLiteral.Of).ToArray();
        writer.Indented(() => writer.Lines(lines.Length == 0 ? ["\"\""] : lines, " +", end));
    }

    /// <summary>Writes the catalogue: every experiment, by name.</summary>
    public static SourceWriter EmitCatalog(string rootNamespace, ValueList<ExperimentIdentity> experiments)
    {
        string entry = ConfigLiteral.TypeName(typeof(ExperimentEntry));
        SourceWriter writer = Begin(rootNamespace);
        writer.Summary("The experiments of this project.");
        writer.Block($"public static partial class {ExperimentNames.Catalog}", () =>
        {
            writer.Summary("All of them, ordered by name.");
            writer.Block(
                $"public static global::System.Collections.Generic.IReadOnlyList<{entry}> {ExperimentNames.All} {{ get; }} = new {entry}[]",
                () =>
                {
                    foreach (ExperimentIdentity experiment in experiments)
                    {
                        string type = $"global::{rootNamespace}.{experiment.QualifiedName}";
                        writer.Line(
                            $"new {entry}({CSharpLiteral.Of(experiment.Name)}, {CSharpLiteral.Of(experiment.File)}, static () => "
                                + $"{type}.{ExperimentNames.Config}, static () => {type}.{ExperimentNames.Source}, static () => "
                                    + $"{type}.{ExperimentNames.Bases}),");
                    }
                },
                "};");
        });
        return writer;
    }

    private static SourceWriter Begin(string rootNamespace)
    {
        SourceWriter writer = new();
        writer.Line("#pragma warning disable CS1591 // An activation may leave a parameter without documentation.");
        writer.Line();
        writer.Line($"namespace {rootNamespace};");
        writer.Line();
        return writer;
    }

    private static void EmitMembers(SourceWriter writer, ValueList<Member> members, bool separateFirst)
    {
        for (int i = 0; i < members.Count; i++)
        {
            if (separateFirst || i > 0)
            {
                writer.Line();
            }

            writer.Summary(members[i].Summary);
            EmitMember(writer, members[i]);
        }
    }

    private static void EmitMember(SourceWriter writer, Member member)
    {
        switch (member)
        {
            case ConstantMember constant:
                writer.Line($"public const {ConfigLiteral.TypeKeyword(constant.Value.GetType())} {constant.Name} = "
                    + $"{CSharpLiteral.Of(constant.Value)};");
                break;
            case SweepMember sweep:
                writer.Line(
                    $"public static {ConfigLiteral.TypeName(typeof(Sweep))}<{sweep.Type}> {sweep.Name} {{ get; }} = {sweep.Literal};");
                break;
            case ClassMember nested:
                writer.Block($"public static class {nested.Name}", () => EmitMembers(writer, nested.Members, separateFirst: false));
                break;
            default:
                throw new InvalidOperationException($"no way to write a {member.GetType().Name}");
        }
    }

    /// <summary>The lines of a text, each with its line break.</summary>
    private static IEnumerable<string> Lines(string text)
    {
        int start = 0;
        while (start < text.Length)
        {
            int lineFeed = text.IndexOf('\n', start);
            int end = lineFeed < 0 ? text.Length : lineFeed + 1;
            yield return text.Substring(start, end - start);
            start = end;
        }
    }
}
