using System.CommandLine;
using Sans.Configuration;
using Sans.Configuration.Diagnostics;
using Sans.Configuration.Files;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;
using Sans.Core.Activations;
using Sans.Core.Models;
using Sans.Data;
using Sans.Framework;
using Sans.Runs;

namespace Sans.Runner.Commands;

/// <summary>Arguments of commands that read recordings.</summary>
internal static class RecordingArguments
{
    /// <summary>The recordings.</summary>
    public static Argument<string[]> Files() => new("FILES")
    {
        Description = "Recordings in any format that experiments read.",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>The option <c>--channel CHANNEL</c>.</summary>
    public static Option<string?> Channel() => new("--channel")
    {
        Description = "The channel, by name or by number from 0. Default: the only "
            + "channel, or the channel that the model was trained on.",
        HelpName = "CHANNEL",
    };

    /// <summary>The option <c>--rate HZ</c>.</summary>
    public static Option<double?> Rate() =>
        new("--rate") { Description = "Samples per second, for files that do not say it.", HelpName = "HZ" };

    /// <summary>The option for reading files: keys of a dataset of recordings.</summary>
    public static Option<string[]> Settings() => new("-s")
    {
        Description = "A key of the dataset that says how files are read, such as decimal=, or skip_rows=2.",
        HelpName = "KEY=VALUE",
        AllowMultipleArgumentsPerToken = false,
    };

    /// <summary>The template of a pattern with the settings of the command line.</summary>
    /// <exception cref="UserErrorException">A setting is malformed.</exception>
    public static RecordingsTemplate Template(string pattern, string[]? settings) => new(pattern, [.. (settings ?? []).Select(Setting)]);

    /// <summary>The dataset of a template, checked like one of an experiment.</summary>
    /// <exception cref="UserErrorException">A pattern or a setting is invalid.</exception>
    public static DatasetConfig Dataset(RecordingsTemplate template, IActivationRegistry activations)
    {
        ReadResult read = ExperimentReader.Read(template.Experiment("inspected", 100, isSplitWhole: false), "-s", activations.Schemas);
        ConfigDiagnostic? mistake = read.Diagnostics.FirstOrDefault(d => read.Config is null);
        return mistake is null ? ((SanExperiment)read.Config!).Datasets[0] : throw new UserErrorException(mistake.Message);
    }

    /// <summary>Reads one channel of a file with the settings of the command line.</summary>
    /// <param name="file">The file.</param>
    /// <param name="settings">Keys of a dataset for reading it.</param>
    /// <param name="channel">The channel, if given separately.</param>
    /// <param name="rate">Samples per second, if given separately.</param>
    /// <param name="activations">The activations that an experiment can name.</param>
    /// <exception cref="UserErrorException">A setting is invalid.</exception>
    public static Recording Load(string file, string[]? settings, string? channel, double? rate, IActivationRegistry activations) =>
        settings is null or []
            ? Recording.Load(file, channel, rate)
            : Recording.Load(file, Dataset(Template("any.csv", settings), activations), channel, rate);

    /// <summary>Opens one channel of a file with the settings of the command line.</summary>
    /// <inheritdoc cref="Load"/>
    public static StoredRecording Open(string file, string[]? settings, string? channel, double? rate, IActivationRegistry activations) =>
        settings is null or []
            ? StoredRecording.Open(file, channel, rate)
            : StoredRecording.Open(file, Dataset(Template("any.csv", settings), activations), channel, rate);

    /// <summary>Reads the named channel, the only one, or the one that a model was trained on.</summary>
    /// <param name="file">The file.</param>
    /// <param name="settings">Keys of a dataset for reading it.</param>
    /// <param name="channel">The channel that is said.</param>
    /// <param name="model">The model.</param>
    /// <param name="read">Reads a channel.</param>
    /// <exception cref="DatasetException">The file cannot be read, or nothing decides on the channel.</exception>
    /// <exception cref="UserErrorException">The settings and the model both filter.</exception>
    public static T ForModel<T>(string file, string[]? settings, string? channel, SanModel model, Func<string?, T> read)
    {
        RequireOneFilter(model, settings);
        try
        {
            return read(channel);
        }
        catch (DatasetException first) when (channel is null && model.Model.Channel.Length > 0 && File.Exists(file))
        {
            try
            {
                return read(model.Model.Channel);
            }
            catch (DatasetException)
            {
                // The user can correct the fault of the file itself.
                throw first;
            }
        }
    }

    /// <summary>Refuses filters of the command line beside those of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="settings">Keys of a dataset for reading a file.</param>
    /// <exception cref="UserErrorException">Both filter.</exception>
    public static void RequireOneFilter(SanModel model, string[]? settings)
    {
        if (model.Model.Filters is not null
            && (settings ?? []).Select(s => Setting(s).Key).FirstOrDefault(FilterSchemas.IsFilter) is { } key)
        {
            throw new UserErrorException($"-s {key} filters the recording, but the model filters it already; leave it out");
        }
    }

    /// <summary>Checks the rate. At another rate, a kernel of m samples has another duration.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rate">Samples per second of the recording, where it is known.</param>
    /// <param name="file">The file.</param>
    /// <exception cref="UserErrorException">The rates differ.</exception>
    public static void RequireRate(SanModel model, double? rate, string file)
    {
        rate = model.Model.Filters?.ResampleHz ?? rate;
        if (model.Model.SampleRateHz is { } trained && rate is { } found && Math.Abs(found - trained) > 1e-6 * trained)
        {
            throw new UserErrorException(FormattableString.Invariant(
                $"{file} has {found} samples per second, but the model was trained at {trained}; `-s resample_hz={trained}` resamples ")
                    + "the recording");
        }
    }

    private static (string Key, string Value) Setting(string setting)
    {
        int sign = setting.IndexOf('=', StringComparison.Ordinal);
        if (sign <= 0 || sign == setting.Length - 1)
        {
            throw new UserErrorException($"-s takes KEY=VALUE, such as decimal=, or skip_rows=2; found '{setting}'");
        }

        string value = setting[(sign + 1)..];
        bool isYaml = value[0] is '[' or '"' or '\'' || value.All(char.IsAsciiLetterOrDigit);
        return (setting[..sign], isYaml
            ? value : "\"" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"");
    }
}
