namespace Sans.Configuration.Diagnostics;

/// <summary>
/// The catalogue of all mistakes in an experiment file. Build, <c>validate</c> and <c>run</c> share its wording.
/// </summary>
public static class DiagnosticRules
{
    private const string Config = "Sans.Config";
    private const string Generator = "Sans.Generator";

    /// <summary>The text is not YAML, not UTF-8, or not one experiment.</summary>
    public static readonly DiagnosticRule Unreadable = new("SANS001", DiagnosticLevel.Error, Config, "The file cannot be read as YAML");

    /// <summary>A mapping holds the same key twice.</summary>
    public static readonly DiagnosticRule DuplicateKey = new("SANS002", DiagnosticLevel.Error, Config, "Duplicate key");

    /// <summary>A key that the mapping does not have.</summary>
    public static readonly DiagnosticRule UnknownKey = new("SANS003", DiagnosticLevel.Error, Config, "Unknown key");

    /// <summary>A key without a default is absent.</summary>
    public static readonly DiagnosticRule MissingKey = new("SANS004", DiagnosticLevel.Error, Config, "Required key missing");

    /// <summary>A list where a number belongs, a text where a mapping belongs, and so on.</summary>
    public static readonly DiagnosticRule WrongType = new("SANS005", DiagnosticLevel.Error, Config, "Value has the wrong type");

    /// <summary>A number outside its range, or not finite.</summary>
    public static readonly DiagnosticRule OutOfRange = new("SANS006", DiagnosticLevel.Error, Config, "Value out of range or not finite");

    /// <summary>A word that is not one of the choices.</summary>
    public static readonly DiagnosticRule UnknownChoice = new("SANS007", DiagnosticLevel.Error, Config, "Unknown choice");

    /// <summary>An activation that no assembly registers.</summary>
    public static readonly DiagnosticRule UnknownActivation = new("SANS008", DiagnosticLevel.Error, Config, "Activation not registered");

    /// <summary>A parameter that the activation does not have, or one that it needs.</summary>
    public static readonly DiagnosticRule ActivationParameter = new(
        "SANS009", DiagnosticLevel.Error, Config, "Activation parameter unknown or missing");

    /// <summary>An experiment name that is invalid, or that another file has.</summary>
    public static readonly DiagnosticRule ExperimentName = new(
        "SANS010", DiagnosticLevel.Error, Config, "Experiment name invalid or taken");

    /// <summary>A file named by <c>extends</c> does not exist.</summary>
    public static readonly DiagnosticRule BaseNotFound = new("SANS011", DiagnosticLevel.Error, Config, "Target of 'extends' not found");

    /// <summary>Files extend each other in a circle.</summary>
    public static readonly DiagnosticRule ExtendsCycle = new("SANS012", DiagnosticLevel.Error, Config, "'extends' forms a cycle");

    /// <summary>A range or list without values, or with the same value twice.</summary>
    public static readonly DiagnosticRule Sweep = new("SANS013", DiagnosticLevel.Error, Config, "Sweep axis empty or not sweepable");

    /// <summary>Two settings that cannot both hold.</summary>
    public static readonly DiagnosticRule Contradiction = new("SANS014", DiagnosticLevel.Error, Config, "Settings contradict");

    /// <summary>An experiment larger than most, perhaps by a slip.</summary>
    public static readonly DiagnosticRule LargeSweep = new("SANS015", DiagnosticLevel.Info, Config, "Sweep makes many trials");

    /// <summary>A number with more digits than are kept, or in quotes.</summary>
    public static readonly DiagnosticRule NumberForm = new(
        "SANS017", DiagnosticLevel.Warning, Config, "Number loses precision or is quoted");

    /// <summary>A key that now has another name.</summary>
    public static readonly DiagnosticRule RenamedKey = new("SANS018", DiagnosticLevel.Warning, Config, "Key renamed");

    /// <summary>A file that has changed since its experiment was built.</summary>
    public static readonly DiagnosticRule ChangedSinceBuild = new(
        "SANS019", DiagnosticLevel.Warning, Config, "Experiment file changed since the build")
    {
        IsRunTimeOnly = true,
    };

    /// <summary>A value that repeats its default. It is shown on request.</summary>
    public static readonly DiagnosticRule EqualsDefault = new(
        "SANS020", DiagnosticLevel.Info, Config, "Value equals the default")
    { IsRunTimeOnly = true };

    /// <summary>A mistake in an experiment that a build leaves out.</summary>
    public static readonly DiagnosticRule LeftOut = new("SANS021", DiagnosticLevel.Warning, Config, "Experiment left out of the build");

    /// <summary>An exception inside the generator, which is a defect of the generator.</summary>
    public static readonly DiagnosticRule GeneratorFailed = new("SANS900", DiagnosticLevel.Error, Generator, "Generator failed");

    /// <summary>All rules, by id.</summary>
    public static IReadOnlyList<DiagnosticRule> All { get; } =
    [
        Unreadable, DuplicateKey, UnknownKey, MissingKey, WrongType, OutOfRange, UnknownChoice, UnknownActivation,
        ActivationParameter, ExperimentName, BaseNotFound, ExtendsCycle, Sweep, Contradiction, LargeSweep, NumberForm, RenamedKey,
        ChangedSinceBuild, EqualsDefault, LeftOut, GeneratorFailed,
    ];
}
