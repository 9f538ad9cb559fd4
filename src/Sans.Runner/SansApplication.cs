using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;
using Sans.Configuration;
using Sans.Configuration.Files;
using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Data;
using Sans.Runner.Commands;
using Sans.Runner.Output;
using Sans.Runs;
using Sans.Runs.Folders;

namespace Sans.Runner;

/// <summary>The <c>sans</c> program with the experiments and activations of an executable.</summary>
public static class SansApplication
{
    /// <summary>Runs one command on the console of this process.</summary>
    /// <inheritdoc cref="Run(string[], IReadOnlyList{ExperimentEntry}, IActivationRegistry, IReadOnlyList{IEngineProvider}, SansConsole)"/>
    public static int Run(
        string[] args,
        IReadOnlyList<ExperimentEntry> experiments,
        IActivationRegistry activations,
        params IReadOnlyList<IEngineProvider> engines)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return Run(args, experiments, activations, engines, SansConsole.OfProcess());
    }

    /// <summary>Runs one command. Paths are relative to the current directory, and signals are those of this process.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="experiments">The catalogue from build time.</param>
    /// <param name="activations">The activations that experiments can name.</param>
    /// <param name="engines">The engines beside the embedded one, such as <c>TorchEngine.Provider</c>.</param>
    /// <param name="console">The console.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static int Run(
        string[] args,
        IReadOnlyList<ExperimentEntry> experiments,
        IActivationRegistry activations,
        IReadOnlyList<IEngineProvider> engines,
        SansConsole console)
    {
        // Tables and files must not depend on the language of the system.
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        RunVersions.Here = RunVersions.Of(activations.GetType().Assembly);
        StartedProgram.Words = console.Program;

        RootCommand root = CreateRoot(experiments, activations, engines, console);

        try
        {
            // A file name may begin with '@', which is no list of further arguments.
            ParseResult parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Action is not null && parsed.Tokens is [{ Type: TokenType.Directive }, ..])
            {
                // A word to be completed is no mistake yet.
                return Invoke(parsed, console);
            }

            Usage usage = new(parsed, new ExperimentFinder(experiments, activations, TextWriter.Null), activations);
            if (usage.AsksForHelp)
            {
                return HelpCommand.Print(root, parsed.CommandResult.Command, console);
            }

            // Mistakes go to standard error alone, because standard output may be a file.
            IReadOnlyList<string> mistakes = usage.Mistakes();
            foreach (string mistake in mistakes)
            {
                console.Error.WriteLine(mistake);
            }

            return mistakes.Count > 0 ? ExitCode.UserError : Invoke(parsed, console);
        }
        catch (DiagnosticsException e)
        {
            console.Error.WriteLine(e.Message);
            return ExitCode.UserError;
        }
        catch (Exception e) when (e is UserErrorException or EngineUnavailableException)
        {
            console.Error.WriteLine("error: " + e.Message);
            return ExitCode.UserError;
        }
        catch (DatasetException e)
        {
            foreach (string problem in e.Problems)
            {
                console.Error.WriteLine("error: " + problem);
            }

            if (e.Advice is not null)
            {
                console.Error.WriteLine(e.Advice);
            }

            if (e.Fetch.Count > 0)
            {
                console.Error.WriteLine("To fetch files: " + StartedProgram.Command([.. e.Fetch]));
            }

            return ExitCode.UserError;
        }
        catch (Exception e) when (FileProblem.Is(e) && e is not (FileNotFoundException or FileLoadException))
        {
            // A disk or a network can fail anywhere. A missing file may be an assembly.
            console.Error.WriteLine("error: " + e.Message);
            return ExitCode.UserError;
        }
        catch (Exception e)
        {
            // This is no mistake of the user. A developer needs the whole trace.
            console.Error.WriteLine("error: this is a defect of Sans.Framework or of an extension; please report it with the text below.");
            console.Error.WriteLine(e);
            return ExitCode.SomethingFailed;
        }
    }

    /// <summary>Runs a parsed command. Exceptions go to the caller. Interrupted runs end themselves.</summary>
    /// <param name="parsed">The command.</param>
    /// <param name="console">The console.</param>
    internal static int Invoke(ParseResult parsed, SansConsole console) => parsed.Invoke(new InvocationConfiguration
    {
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = null,
        Output = console.Output,
        Error = console.Error,
    });

    /// <summary>Makes the root command with all others.</summary>
    /// <param name="experiments">The catalogue from build time.</param>
    /// <param name="activations">The activations that experiments can name.</param>
    /// <param name="handedIn">The engines beside the embedded one.</param>
    /// <param name="console">The console.</param>
    internal static RootCommand CreateRoot(
        IReadOnlyList<ExperimentEntry> experiments,
        IActivationRegistry activations,
        IReadOnlyList<IEngineProvider> handedIn,
        SansConsole console)
    {
        Engines engines = new(handedIn);
        ExperimentFinder finder = new(experiments, activations, console.Error);
        RootCommand root = new(
            "Sparsely Activated Networks: declare an experiment in YAML, run it, get its φ table. "
            + "Begin with `sans list experiments` and `sans run NAME`.")
        {
            RunCommand.Create(finder, activations, engines, console),
            ResumeCommand.Create(finder, activations, engines, console),
            ValidateCommand.Create(finder, activations, console),
            ShowCommand.Create(finder, console),
            ListCommand.Create(experiments, activations, engines, console),
            NewCommand.Create(experiments, activations, console),
            SchemaCommand.Create(activations, console),
            ReportCommand.Create(finder, activations, console),
            CompareCommand.Create(finder, activations, console),
            EncodeCommand.Create(activations, console),
            DecodeCommand.Create(activations, console),
            DetectCommand.Create(activations, console),
            FeaturesCommand.Create(activations, console),
            ExploreCommand.Create(finder, activations, console),
            ScoreCommand.Create(console),
            DataCommand.Create(finder, activations, console),
            SubmitCommand.Create(finder, activations, engines, console),
            DoctorCommand.Create(activations, engines, console),
            ExplainCommand.Create(console),
            CompletionCommand.Create(console),
        };
        root.Add(HelpCommand.Create(root, console));
        root.Options.OfType<VersionOption>().Single().Action = new VersionAction(console);
        return root;
    }
}
