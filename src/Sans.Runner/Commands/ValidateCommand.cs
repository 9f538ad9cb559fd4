using System.CommandLine;
using Sans.Configuration;
using Sans.Configuration.Diagnostics;
using Sans.Configuration.Kinds.Networks;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;
using Sans.Core.Activations;
using Sans.Runner.Output;
using Sans.Runs;

namespace Sans.Runner.Commands;

/// <summary><c>sans validate FILE...</c></summary>
internal static class ValidateCommand
{
    public static Command Create(ExperimentFinder finder, IActivationRegistry activations, SansConsole console)
    {
        Argument<string[]> files = new("FILE") { Description = "YAML files to check.", Arity = ArgumentArity.OneOrMore };
        Option<string[]> settings = CommonArguments.Settings();
        Option<bool> hints = new("--hints") { Description = "Also name values that equal their defaults and could be left out (SANS020)." };
        Command command = new(
            "validate", "Check experiment files by the rules of the build. Every mistake is named with its line and column.")
        {
            files, settings, hints,
        };
        command.SetAction(parsed => Validate(
            finder, activations, parsed.GetRequiredValue(files), parsed.GetRequiredValue(settings), parsed.GetValue(hints), console));
        return command;
    }

    /// <summary>The files are not read here, so that nobody knows their channels.</summary>
    private static string OfChannels(ExperimentConfig experiment) =>
        experiment is SanExperiment networks && networks.Datasets.Any(RecordingSchemas.HasAllChannels)
            ? $" with one channel in place of '{RecordingSchemas.AllChannels}'" : "";

    private static int Validate(
        ExperimentFinder finder, IActivationRegistry activations, string[] files, string[] settings, bool withHints, SansConsole console)
    {
        int exitCode = ExitCode.Success;
        List<(string File, ReadResult Result)> valid = [];

        // A mistake in a base belongs to every file that extends it, and is printed once.
        HashSet<ConfigDiagnostic> printed = [];
        foreach (string file in files.DistinctBy(f => f.Length == 0 ? f : Path.GetFullPath(f)))
        {
            try
            {
                ReadResult result = finder.Read(file, settings);
                foreach (ConfigDiagnostic diagnostic in result.Diagnostics.Concat(withHints ? result.Hints : []).Where(d => printed.Add(d)))
                {
                    console.Error.WriteLine(diagnostic);
                }

                if (result.Config is not null)
                {
                    valid.Add((file, result));
                    continue;
                }
            }
            catch (UserErrorException e)
            {
                console.Error.WriteLine("error: " + e.Message);
            }

            exitCode = ExitCode.UserError;
        }

        var clashes = ExperimentNames.Clashes(valid.Select(v => (v.Result.Config!.Name, v.File))).ToDictionary(
            c => c.Index, c => c.Message);
        for (int i = 0; i < valid.Count; i++)
        {
            ExperimentConfig experiment = valid[i].Result.Config!;
            if (clashes.TryGetValue(i, out string? message))
            {
                console.Error.WriteLine(new ConfigDiagnostic(DiagnosticRules.ExperimentName, valid[i].Result.NameSpan, message));
                exitCode = ExitCode.UserError;
                continue;
            }

            console.Output.WriteLine($"{valid[i].File}: experiment '{experiment.Name}' is valid, "
                + $"{Plans.Count(Studies.Of(experiment, Engines.Embedded, activations, jobs: 1).Plan)}{OfChannels(experiment)}");
        }

        return exitCode;
    }
}
