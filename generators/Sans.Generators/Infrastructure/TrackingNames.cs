namespace Sans.Generators.Infrastructure;

/// <summary>The names of the pipeline's steps, by which tests ask each step why it ran.</summary>
internal static class TrackingNames
{
    /// <summary>The namespace of generated code.</summary>
    public const string RootNamespace = nameof(RootNamespace);

    /// <summary>Attributed types of the project: model, place and mistakes of each.</summary>
    public const string OwnActivations = nameof(OwnActivations);

    /// <summary>The models among them, without places.</summary>
    public const string OwnActivationModels = nameof(OwnActivationModels);

    /// <summary>The manifests of each reference.</summary>
    public const string ReferencedActivations = nameof(ReferencedActivations);

    /// <summary>Own and referenced activations in one list.</summary>
    public const string VisibleActivations = nameof(VisibleActivations);

    /// <summary>The mistakes in attributed types.</summary>
    public const string ActivationDiagnostics = nameof(ActivationDiagnostics);

    /// <summary>What the activations are to an experiment.</summary>
    public const string ActivationSchemas = nameof(ActivationSchemas);

    /// <summary>The text of each experiment file.</summary>
    public const string ExperimentTexts = nameof(ExperimentTexts);

    /// <summary>The files that others extend.</summary>
    public const string ExtendedTexts = nameof(ExtendedTexts);

    /// <summary>Each file with all that it extends.</summary>
    public const string ExperimentFiles = nameof(ExperimentFiles);

    /// <summary>Each experiment file, read and checked.</summary>
    public const string ExperimentReadings = nameof(ExperimentReadings);

    /// <summary>Which files have a name that another file has.</summary>
    public const string ExperimentNames = nameof(ExperimentNames);

    /// <summary>What the C# files of the project import.</summary>
    public const string ImportedNames = nameof(ImportedNames);

    /// <summary>The classes whose names have a meaning already, with their names in the catalogue.</summary>
    public const string ExperimentClasses = nameof(ExperimentClasses);

    /// <summary>The mistakes in each experiment file.</summary>
    public const string ExperimentDiagnostics = nameof(ExperimentDiagnostics);

    /// <summary>Each experiment without positions: what its class is written from.</summary>
    public const string ExperimentModels = nameof(ExperimentModels);

    /// <summary>The text of each experiment: what its source constant is written from.</summary>
    public const string ExperimentSources = nameof(ExperimentSources);

    /// <summary>Name, class and file of all experiments: what the catalogue is written from.</summary>
    public const string ExperimentCatalog = nameof(ExperimentCatalog);
}
