namespace Sans.Generators.Infrastructure;

/// <summary>The names of the pipeline's steps. Tests ask each step by name why it ran.</summary>
internal static class TrackingNames
{
    /// <summary>The namespace of generated code.</summary>
    public const string RootNamespace = nameof(RootNamespace);

    /// <summary>The attributed types of the project: model, place and mistakes of each.</summary>
    public const string OwnActivations = nameof(OwnActivations);

    /// <summary>The models among them, without places.</summary>
    public const string OwnActivationModels = nameof(OwnActivationModels);

    /// <summary>The manifests of each reference.</summary>
    public const string ReferencedActivations = nameof(ReferencedActivations);

    /// <summary>Own and referenced activations in one list.</summary>
    public const string VisibleActivations = nameof(VisibleActivations);

    /// <summary>The mistakes in attributed types.</summary>
    public const string ActivationDiagnostics = nameof(ActivationDiagnostics);

    /// <summary>The schemas of the activations.</summary>
    public const string ActivationSchemas = nameof(ActivationSchemas);

    /// <summary>The text of each experiment file.</summary>
    public const string ExperimentTexts = nameof(ExperimentTexts);

    /// <summary>The files that others extend.</summary>
    public const string ExtendedTexts = nameof(ExtendedTexts);

    /// <summary>Each file with all that it extends.</summary>
    public const string ExperimentFiles = nameof(ExperimentFiles);

    /// <summary>Each experiment file, read and checked.</summary>
    public const string ExperimentReadings = nameof(ExperimentReadings);

    /// <summary>The files whose experiment name another file has.</summary>
    public const string ExperimentNames = nameof(ExperimentNames);

    /// <summary>The imports of the project's C# files.</summary>
    public const string ImportedNames = nameof(ImportedNames);

    /// <summary>The classes whose names already have a meaning, with their names in the catalogue.</summary>
    public const string ExperimentClasses = nameof(ExperimentClasses);

    /// <summary>The mistakes in each experiment file.</summary>
    public const string ExperimentDiagnostics = nameof(ExperimentDiagnostics);

    /// <summary>Each experiment without positions, as the source of its class.</summary>
    public const string ExperimentModels = nameof(ExperimentModels);

    /// <summary>The text of each experiment, as the source of its constant.</summary>
    public const string ExperimentSources = nameof(ExperimentSources);

    /// <summary>Name, class and file of all experiments, as the source of the catalogue.</summary>
    public const string ExperimentCatalog = nameof(ExperimentCatalog);
}
