using Sans.Configuration.Diagnostics;
using Sans.Configuration.Schema;
using Sans.Configuration.Yaml;

namespace Sans.Configuration.Parsing;

/// <summary>A file and all files that it extends, directly or not.</summary>
internal sealed class ExtendedFiles
{
    private const string Extends = "extends";

    // These keys are not inherited.
    private static readonly string[] NotInherited = ["name", Extends];

    private readonly IExperimentFiles _source;
    private readonly DiagnosticBag _diagnostics;
    private readonly Dictionary<string, LoadedFile> _files = new(StringComparer.Ordinal);

    /// <summary>Loads a file and its bases. Faults in their texts or in <c>extends</c> are reported.</summary>
    public ExtendedFiles(string file, string text, IExperimentFiles source, DiagnosticBag diagnostics)
    {
        (_source, _diagnostics) = (source, diagnostics);
        Own = Load(file, text);
        _files[Own.Path] = Own;
        LoadBases(Own);
        foreach (LoadedFile loaded in _files.Values)
        {
            ReportCycle(loaded);
        }
    }

    /// <summary>The file itself.</summary>
    public LoadedFile Own { get; }

    /// <summary>The files that it extends, each once.</summary>
    public IEnumerable<LoadedFile> Bases => _files.Values.Where(f => f != Own);

    /// <summary>Whether every file could be found and read.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>The targets of <c>extends</c> in a text, as paths. A build needs them before it can read the file.</summary>
    public static IReadOnlyList<string> TargetsOf(string file, string text)
    {
        DiagnosticBag ignored = new();
        return ConfigText.IsText(text, file, ignored) && YamlComposer.Compose(text, file, ignored) is { } root
            ? TargetsOf(FilePath.Normal(file), root, ignored).Select(t => t.Path).ToList()
            : [];
    }

    /// <summary>
    /// The file merged over all that it extends, or <see langword="null"/> where it cannot be read. Later bases replace earlier
    /// ones, and the file replaces all.
    /// </summary>
    /// <param name="shape">The schema of the file, which decides between merging and replacing.</param>
    public YamlNode? Merged(MappingSchema shape) => Merged(Own, shape, new(StringComparer.Ordinal));

    private YamlNode? Merged(LoadedFile file, MappingSchema shape, Dictionary<string, YamlNode?> merged)
    {
        if (merged.TryGetValue(file.Path, out YamlNode? known))
        {
            return known;
        }

        // A cycle comes back to here and finds nothing to add.
        merged[file.Path] = null;
        YamlNode? whole = file.Targets
            .Select(t => _files.TryGetValue(t.Path, out LoadedFile? found) ? WithoutOwnKeys(Merged(found, shape, merged)) : null)
            .Append(file == Own ? file.Root : WithoutOwnKeys(file.Root))
            .Aggregate((YamlNode?)null, (under, over) => under is null ? over : over is null ? under : NodeMerge.Merge(under, over, shape));
        return merged[file.Path] = whole;
    }

    private LoadedFile Load(string path, string text)
    {
        string normal = FilePath.Normal(path);
        YamlNode? root = ConfigText.IsText(text, path, _diagnostics) ? YamlComposer.Compose(text, path, _diagnostics) : null;
        IsWhole &= root is not null;
        return new LoadedFile(normal, root, root is null ? [] : TargetsOf(normal, root, _diagnostics));
    }

    private void LoadBases(LoadedFile file)
    {
        foreach (Target target in file.Targets.Where(t => !_files.ContainsKey(t.Path)))
        {
            // Devices and files outside of the project are not even opened.
            if (!FilePath.IsRooted(target.Written)
                && IsYaml(target)
                && _source.IsWithin(target.Path)
                && _source.Read(target.Path) is { } text)
            {
                LoadedFile loaded = Load(target.Path, text);
                _files[target.Path] = loaded;
                LoadBases(loaded);
            }
            else
            {
                IsWhole = false;
                _diagnostics.Add(
                    DiagnosticRules.BaseNotFound, target.Span, $"'extends' names '{VisibleText.Of(target.Written)}', but {Reason(target)}");
            }
        }
    }

    private static bool IsYaml(Target target) => target.Path.EndsWith(".yaml", StringComparison.Ordinal);

    private string Reason(Target target)
    {
        if (FilePath.IsRooted(target.Written))
        {
            return "it is not a path relative to this file, such as base/common.yaml";
        }

        if (!IsYaml(target))
        {
            return "it is not a .yaml file";
        }

        if (!_source.IsWithin(target.Path))
        {
            return "it lies outside of the project; a file extends files of its project, or without a project, files below its own folder";
        }

        string folder = FilePath.Folder(target.Path);
        string? nearest = NearestName.Of(FilePath.Name(target.Path), _source.NamesIn(folder).OrderBy(n => n, StringComparer.Ordinal));
        string written = FilePath.Folder(FilePath.Normal(target.Written));
        return "there is no such file" + (nearest is null
            ? "; paths are relative to this one"
            : $"; did you mean '{(written.Length == 0 ? nearest : written + "/" + nearest)}'?");
    }

    /// <summary>Reports a cycle once, in the first of its files by path.</summary>
    private void ReportCycle(LoadedFile file)
    {
        foreach (Target target in file.Targets)
        {
            if (WayBack(target.Path, file.Path, []) is { } way && way.All(path => string.CompareOrdinal(file.Path, path) <= 0))
            {
                string files = string.Join(" → ", new[] { file.Path }.Concat(way).Select(FilePath.Name));
                _diagnostics.Add(DiagnosticRules.ExtendsCycle, target.Span, way.Count == 1
                    ? $"'extends' names the file itself"
                    : $"'extends' forms a cycle: {files}");
                return;
            }
        }
    }

    private List<string>? WayBack(string from, string to, HashSet<string> visited)
    {
        if (from == to)
        {
            return [to];
        }

        if (!visited.Add(from) || !_files.TryGetValue(from, out LoadedFile? file))
        {
            return null;
        }

        return file.Targets.Select(t => WayBack(t.Path, to, visited)).FirstOrDefault(w => w is not null) is { } way ? [from, .. way] : null;
    }

    private static List<Target> TargetsOf(string file, YamlNode root, DiagnosticBag diagnostics)
    {
        YamlNode? value = (root as YamlMapping)?.Entries.FirstOrDefault(e => e.Key.Text == Extends).Value;
        if (value is null)
        {
            return [];
        }

        if (value is YamlSequence { Items.Count: 0 })
        {
            diagnostics.WrongType(value, new FilesSchema(), Extends, "an empty list");
        }

        IEnumerable<YamlNode> items = value is YamlSequence list ? list.Items : [value];
        List<Target> targets = [];
        foreach (YamlNode item in items)
        {
            if (item is YamlScalar { IsNull: false } scalar && scalar.Text.Trim().Length > 0)
            {
                targets.Add(new Target(FilePath.Beside(file, scalar.Text.Trim()), scalar.Text.Trim(), item.Span));
            }
            else
            {
                diagnostics.WrongType(item, new FilesSchema(), Extends);
            }
        }

        return targets;
    }

    private static YamlNode? WithoutOwnKeys(YamlNode? root) => root is YamlMapping mapping
        ? new YamlMapping(mapping.Span, mapping.Entries.Where(e => !NotInherited.Contains(e.Key.Text)).ToList())
        : null;

    /// <summary>A file that <c>extends</c> names.</summary>
    /// <param name="Path">The path of the file.</param>
    /// <param name="Written">The text of the target.</param>
    /// <param name="Span">The place of that text.</param>
    internal sealed record Target(string Path, string Written, TextSpan Span);

    /// <summary>A file that was read.</summary>
    /// <param name="Path">The path of the file.</param>
    /// <param name="Root">Its content, or <see langword="null"/> where it is not YAML.</param>
    /// <param name="Targets">The files that it extends.</param>
    internal sealed record LoadedFile(string Path, YamlNode? Root, IReadOnlyList<Target> Targets);
}
