using Microsoft.CodeAnalysis;

namespace Sans.Generators.Diagnostics;

/// <summary>
/// The diagnostics of the generators. The entries of category <c>Sans.Config</c> mirror <c>DiagnosticRules</c> with the same
/// messages. They are written out because release tracking reads literals only. A test keeps both equal.
/// </summary>
internal static class DiagnosticDescriptors
{
    private const string Config = "Sans.Config";
    private const string Activation = "Sans.Activation";
    private const string Generator = "Sans.Generator";

    // The reader words the whole message, so that build and run have the same text.
    private const string Message = "{0}";

    /// <inheritdoc cref="Configuration.Diagnostics.DiagnosticRules.Unreadable"/>
    public static readonly DiagnosticDescriptor Unreadable = new(
        "SANS001",
        "The file cannot be read as YAML",
        Message,
        Config,
        DiagnosticSeverity.Error,
        true,
        helpLinkUri: "sans explain SANS001");

    /// <inheritdoc cref="Configuration.Diagnostics.DiagnosticRules.DuplicateKey"/>
    public static readonly DiagnosticDescriptor DuplicateKey = new(
        "SANS002", "Duplicate key", Message, Config, DiagnosticSeverity.Error, true, helpLinkUri: "sans explain SANS002");

    /// <inheritdoc cref="Configuration.Diagnostics.DiagnosticRules.UnknownKey"/>
    public static readonly DiagnosticDescriptor UnknownKey = new(
        "SANS003", "Unknown key", Message, Config, DiagnosticSeverity.Error, true, helpLinkUri: "sans explain SANS003");

    /// <inheritdoc cref="Configuration.Diagnostics.DiagnosticRules.MissingKey"/>
    public static readonly DiagnosticDescriptor MissingKey = new(
        "SANS004", "Required key missing", Message, Config, DiagnosticSeverity.Error, true, helpLinkUri: "sans explain SANS004");

    /// <inheritdoc cref="Configuration.Diagnostics.DiagnosticRules.WrongType"/>
    public static readonly DiagnosticDescriptor WrongType = new(
        "SANS005", "Value has the wrong type", Message, Config, DiagnosticSeverity.Error, true, helpLinkUri: "sans explain SANS005");

    /// <inheritdoc cref="Configuration.Diagnostics.DiagnosticRules.OutOfRange"/>
    public static readonly DiagnosticDescriptor OutOfRange = new(
        "SANS006",
        "Value out of range or not finite",
        Message,
        Config,
        DiagnosticSeverity.Error,
        true,
        helpLinkUri: "sans explain SANS006");

    /// <inheritdoc cref="Configuration.Diagnostics.DiagnosticRules.UnknownChoice"/>
    public static readonly DiagnosticDescriptor UnknownChoice = new(
        "SANS007", "Unknown choice", Message, Config, DiagnosticSeverity.Error, true, helpLinkUri: "sans explain SANS007");

    /// <inheritdoc cref="Configuration.Diagnostics.DiagnosticRules.UnknownActivation"/>
    public static readonly DiagnosticDescriptor UnknownActivation = new(
        "SANS008",
        "Activation not registered",
        Message,
        Config,
        DiagnosticSeverity.Error,
        true,
        helpLinkUri: "sans explain SANS008");

    /// <inheritdoc cref="Configuration.Diagnostics.DiagnosticRules.ActivationParameter"/>
    public static readonly DiagnosticDescriptor ActivationParameter = new(
        "SANS009",
        "Activation parameter unknown or missing",
        Message,
        Config,
        DiagnosticSeverity.Error,
        true,
        helpLinkUri: "sans explain SANS009");

    /// <inheritdoc cref="Configuration.Diagnostics.DiagnosticRules.ExperimentName"/>
    public static readonly DiagnosticDescriptor ExperimentName = new(
        "SANS010",
        "Experiment name invalid or taken",
        Message,
        Config,
        DiagnosticSeverity.Error,
        true,
        helpLinkUri: "sans explain SANS010");

    /// <inheritdoc cref="Configuration.Diagnostics.DiagnosticRules.BaseNotFound"/>
    public static readonly DiagnosticDescriptor BaseNotFound = new(
        "SANS011",
        "Target of 'extends' not found",
        Message,
        Config,
        DiagnosticSeverity.Error,
        true,
        helpLinkUri: "sans explain SANS011");

    /// <inheritdoc cref="Configuration.Diagnostics.DiagnosticRules.ExtendsCycle"/>
    public static readonly DiagnosticDescriptor ExtendsCycle = new(
        "SANS012", "'extends' forms a cycle", Message, Config, DiagnosticSeverity.Error, true, helpLinkUri: "sans explain SANS012");

    /// <inheritdoc cref="Configuration.Diagnostics.DiagnosticRules.Sweep"/>
    public static readonly DiagnosticDescriptor Sweep = new(
        "SANS013",
        "Sweep axis empty or not sweepable",
        Message,
        Config,
        DiagnosticSeverity.Error,
        true,
        helpLinkUri: "sans explain SANS013");

    /// <inheritdoc cref="Configuration.Diagnostics.DiagnosticRules.Contradiction"/>
    public static readonly DiagnosticDescriptor Contradiction = new(
        "SANS014", "Settings contradict", Message, Config, DiagnosticSeverity.Error, true, helpLinkUri: "sans explain SANS014");

    /// <inheritdoc cref="Configuration.Diagnostics.DiagnosticRules.LargeSweep"/>
    public static readonly DiagnosticDescriptor LargeSweep = new(
        "SANS015", "Sweep makes many trials", Message, Config, DiagnosticSeverity.Info, true, helpLinkUri: "sans explain SANS015");

    /// <inheritdoc cref="Configuration.Diagnostics.DiagnosticRules.NumberForm"/>
    public static readonly DiagnosticDescriptor NumberForm = new(
        "SANS017",
        "Number loses precision or is quoted",
        Message,
        Config,
        DiagnosticSeverity.Warning,
        true,
        helpLinkUri: "sans explain SANS017");

    /// <inheritdoc cref="Configuration.Diagnostics.DiagnosticRules.RenamedKey"/>
    public static readonly DiagnosticDescriptor RenamedKey = new(
        "SANS018", "Key renamed", Message, Config, DiagnosticSeverity.Warning, true, helpLinkUri: "sans explain SANS018");

    /// <summary><c>[SparseActivation]</c> stands on a struct that does not implement <c>ISparseActivation</c>.</summary>
    public static readonly DiagnosticDescriptor NotAnActivation = new(
        "SANS101",
        "Attributed type is not an ISparseActivation",
        Message,
        Activation,
        DiagnosticSeverity.Error,
        true,
        helpLinkUri: "sans explain SANS101");

    /// <summary>Generated code could not name the type, or could not pass it to generic code.</summary>
    public static readonly DiagnosticDescriptor UnusableType = new(
        "SANS102",
        "Activation type is generic, a ref struct or inaccessible",
        Message,
        Activation,
        DiagnosticSeverity.Error,
        true,
        helpLinkUri: "sans explain SANS102");

    /// <summary>Two constructors have the most parameters, so that the one for YAML is ambiguous.</summary>
    public static readonly DiagnosticDescriptor AmbiguousConstructor = new(
        "SANS103",
        "No single usable constructor",
        Message,
        Activation,
        DiagnosticSeverity.Error,
        true,
        helpLinkUri: "sans explain SANS103");

    /// <summary>Two activations that one project can see have the same name.</summary>
    public static readonly DiagnosticDescriptor ActivationNameTaken = new(
        "SANS104",
        "Activation name used twice",
        Message,
        Activation,
        DiagnosticSeverity.Error,
        true,
        helpLinkUri: "sans explain SANS104");

    /// <summary>The name of an activation is not in the form of YAML keys.</summary>
    public static readonly DiagnosticDescriptor ActivationNameInvalid = new(
        "SANS105",
        "Activation name not snake_case",
        Message,
        Activation,
        DiagnosticSeverity.Error,
        true,
        helpLinkUri: "sans explain SANS105");

    /// <summary>YAML has no form for values of the parameter, or cannot limit its range.</summary>
    public static readonly DiagnosticDescriptor UnusableParameter = new(
        "SANS106",
        "Parameter type not expressible in YAML",
        Message,
        Activation,
        DiagnosticSeverity.Error,
        true,
        helpLinkUri: "sans explain SANS106");

    /// <summary>The activation has no summary for <c>sans list activations</c> and editors.</summary>
    public static readonly DiagnosticDescriptor Undocumented = new(
        "SANS107",
        "Activation without summary",
        Message,
        Activation,
        DiagnosticSeverity.Warning,
        true,
        helpLinkUri: "sans explain SANS107");

    /// <summary>The default of a parameter lies outside its own range, or the range is empty.</summary>
    public static readonly DiagnosticDescriptor UnusableDefault = new(
        "SANS108",
        "Range and default of a parameter contradict",
        Message,
        Activation,
        DiagnosticSeverity.Error,
        true,
        helpLinkUri: "sans explain SANS108");

    /// <inheritdoc cref="Configuration.Diagnostics.DiagnosticRules.LeftOut"/>
    public static readonly DiagnosticDescriptor LeftOut = new(
        "SANS021",
        "Experiment left out of the build",
        Message,
        Config,
        DiagnosticSeverity.Warning,
        true,
        helpLinkUri: "sans explain SANS021");

    /// <inheritdoc cref="Configuration.Diagnostics.DiagnosticRules.GeneratorFailed"/>
    public static readonly DiagnosticDescriptor GeneratorFailed = new(
        "SANS900", "Generator failed", Message, Generator, DiagnosticSeverity.Error, true, helpLinkUri: "sans explain SANS900");

    /// <summary>All descriptors by id.</summary>
    public static IReadOnlyDictionary<string, DiagnosticDescriptor> ById { get; } = new[]
    {
        Unreadable,
        DuplicateKey,
        UnknownKey,
        MissingKey,
        WrongType,
        OutOfRange,
        UnknownChoice,
        UnknownActivation,
        ActivationParameter,
        ExperimentName,
        BaseNotFound,
        ExtendsCycle,
        Sweep,
        Contradiction,
        LargeSweep,
        NumberForm,
        RenamedKey,
        NotAnActivation,
        UnusableType,
        AmbiguousConstructor,
        ActivationNameTaken,
        ActivationNameInvalid,
        UnusableParameter,
        Undocumented,
        UnusableDefault,
        LeftOut,
        GeneratorFailed,
    }.ToDictionary(d => d.Id, StringComparer.Ordinal);
}
