using System.CommandLine;
using Sans.Core.Activations;
using Sans.Framework;
using Sans.Runs;

namespace Sans.Runner.Commands;

/// <summary>Finds the model of a command: a file, or one in a run.</summary>
internal static class ModelFiles
{
    private const string Folder = "models";
    private const string Ending = ".safetensors";

    /// <summary>The argument for a model, or for its run.</summary>
    public static Argument<string> Argument() => new("MODEL|RUN")
    {
        Description = "A model file, such as models/ecg_extrema_q=1_m=35_seed=0.safetensors of a run, or the folder of a run.",
    };

    /// <summary>The option <c>--model KEY</c>.</summary>
    public static Option<string?> Key() => new("--model")
    {
        Description = "The model of the run, by the name of its file or the key of its training.",
        HelpName = "KEY",
    };

    /// <summary>Reads the model.</summary>
    /// <param name="path">A model file, or the folder of a run.</param>
    /// <param name="key">The key of a model of the run, or <see langword="null"/> where it has one.</param>
    /// <param name="activations">The activations that it can name.</param>
    /// <exception cref="UserErrorException">The model does not exist, or there are several and none is named.</exception>
    public static SanModel Load(string path, string? key, IActivationRegistry activations)
    {
        if (!Directory.Exists(path))
        {
            return key is null
                ? SanModel.Load(path, activations)
                : throw new UserErrorException($"--model chooses a model of a run, but {path} is not a run");
        }

        string[] files = FilesOf(path);
        if (key is null)
        {
            return files is [var only]
                ? SanModel.Load(only, activations)
                : throw new UserErrorException($"{path} has {files.Length} models; --model chooses one of them:\n{ListOf(files)}");
        }

        string wanted = key.EndsWith(Ending, StringComparison.Ordinal) ? key[..^Ending.Length] : key;
        if (Array.Find(files, f => Path.GetFileNameWithoutExtension(f) == wanted) is { } named)
        {
            return SanModel.Load(named, activations);
        }

        return files.Select(f => SanModel.Load(f, activations)).FirstOrDefault(m => m.Model.Key == key)
            ?? throw new UserErrorException($"{path} has no model '{key}'; it has\n{ListOf(files)}");
    }

    /// <summary>The option for a model or its run, for a command on events.</summary>
    public static Option<string> OfEvents() => new("--model")
    {
        Description = "The model that encoded them: its file, or the folder of its run.",
        HelpName = "MODEL",
        Required = true,
    };

    /// <summary>Reads the model that encoded events.</summary>
    /// <param name="path">A model file, or the folder of a run.</param>
    /// <param name="events">The file <c>events.csv</c>, or its folder.</param>
    /// <param name="activations">The activations that it can name.</param>
    /// <exception cref="UserErrorException">The run has no such model.</exception>
    public static SanModel LoadFor(string path, string events, IActivationRegistry activations)
    {
        if (!Directory.Exists(path))
        {
            return SanModel.Load(path, activations);
        }

        string[] files = FilesOf(path);
        string digest = EventFiles.ModelDigest(events);
        return files.Select(f => SanModel.Load(f, activations)).FirstOrDefault(m => m.Model.Digest == digest)
            ?? throw new UserErrorException($"{path} has no model with the digest '{digest}', which encoded {events}; it has\n{ListOf(files)}");
    }

    private static string[] FilesOf(string run)
    {
        string folder = Path.Combine(run, Folder);
        string[] files = Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*" + Ending).Order(StringComparer.Ordinal)] : [];
        return files.Length > 0 ? files : throw new UserErrorException(
            $"{run} has no models. A run writes them when it ends; `sans report RUN` writes them for an older run");
    }

    private static string ListOf(string[] files) => string.Join('\n', files.Select(f => "  " + Path.GetFileNameWithoutExtension(f)));
}
