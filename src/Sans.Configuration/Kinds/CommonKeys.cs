using Sans.Configuration.Diagnostics;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds;

/// <summary>The keys that every kind of experiment has.</summary>
internal static class CommonKeys
{
    public static KeyShape Extends { get; } = new(
        "extends", new FilesShape(), "Files that this one builds on, relative to it: mappings are merged, lists and single values replaced; later files win, and this one last.", IsOptional: true);

    public static KeyShape Name { get; } = new("name", new NameShape(DiagnosticRules.ExperimentName), "Name of the experiment: `sans run NAME`.");

    public static KeyShape Title { get; } = new("title", new TextShape(), "One line for the head of tables and reports; by default the name.", IsOptional: true);

    /// <summary>What is trained and measured: it decides which other keys there are.</summary>
    public static KeyShape Kind => new("kind", new ChoiceShape(new(KindSchemas.All.SelectMany(k => k.Names))), "What is trained and measured.");

    public static KeyShape Seeds { get; } = new("seeds", new SweepShape(new IntegerShape(0, int.MaxValue)), "A trial for each seed; tables show their mean.", "0");

    /// <summary>Named overlays on the experiment.</summary>
    /// <param name="overlay">What a variant may say.</param>
    public static KeyShape Variants(MappingShape overlay) => new(
        ExperimentVariants.Key,
        new NamedShape("variant", new PartialShape(overlay)) { IsMerged = true },
        "Variants of the experiment, by name: each is the experiment with what it says laid over it, and has rows of its own. With variants, only they are run.",
        IsOptional: true);

    /// <summary>The title that a file gives, else the name.</summary>
    public static string TitleOf(MappingValue root) => root.Text(root.Find(Title.Name) is null ? Name.Name : Title.Name);
}
