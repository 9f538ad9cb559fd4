using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Sans.Core.Activations;
using Sans.Reports.Comparison;
using Sans.Reports.Tables;
using Sans.Runner.Output;
using Sans.Runs;

namespace Sans.Runner.Commands;

/// <summary><c>sans compare RUN RUN|paper</c></summary>
internal static class CompareCommand
{
    private const string Paper = "paper";
    private const string Csv = "csv";
    private const string Markdown = "markdown";

    /// <summary>Makes the command.</summary>
    /// <param name="finder">Reads the experiment of the run.</param>
    /// <param name="activations">The activations that it can name.</param>
    /// <param name="console">The console.</param>
    public static Command Create(ExperimentFinder finder, IActivationRegistry activations, SansConsole console)
    {
        Argument<string> run = CommonArguments.Run();
        Argument<string> other = new("RUN|paper") { Description = "Another run, or 'paper' for the published tables." };
        Option<string> format = new("--format")
        {
            Description = "How to print it.",
            HelpName = "text|csv|markdown",
            DefaultValueFactory = _ => "text",
        };
        CommonArguments.AcceptOnly(format, "text", Csv, Markdown);
        Option<double> share = Number("--share", "S", "With 'paper': the share of judged cells that must agree, from 0 to 1.", 1, 1);
        Option<double> tolerance = Number(
            "--tolerance", "T", "With another run: the largest allowed difference of CR⁻¹, loss, φ and accuracies.", 0, double.MaxValue);
        Command command = new("compare", "Compare a run with the published tables, or with another run. The exit code is 1 if they "
            + "differ too much or share no measured row.")
        {
            run, other, format, share, tolerance,
        };
        command.Validators.Add(result =>
        {
            bool isPaper = result.GetValue(other) == Paper;
            if (isPaper ? result.GetResult(tolerance) is { Implicit: false } : result.GetResult(share) is { Implicit: false })
            {
                result.AddError(isPaper
                    ? "--tolerance is for two runs; with 'paper', use --share"
                    : "--share is for 'paper'; two runs have --tolerance");
            }
        });
        command.SetAction(parsed => parsed.GetRequiredValue(other) == Paper
            ? WithPaper(parsed.GetRequiredValue(run), finder, activations, parsed.GetRequiredValue(format), parsed.GetValue(share), console)
            : WithRun(
                parsed.GetRequiredValue(run),
                parsed.GetRequiredValue(other),
                finder,
                activations,
                parsed.GetRequiredValue(format),
                parsed.GetValue(tolerance),
                console));
        return command;
    }

    private static int WithPaper(
        string run, ExperimentFinder finder, IActivationRegistry activations, string format, double share, SansConsole console)
    {
        PublishedComparison comparison = Studies.Stored(run, finder, activations).Published
            ?? throw new UserErrorException($"the paper has no row for anything that {run} measured. It covers PhysioNet databases, "
                + "uci_epilepsy, mnist and fashion_mnist, with five activations and its own kernel sizes");
        console.Output.Write(format switch
        {
            Csv => comparison.Csv,
            Markdown => comparison.Markdown,
            _ => Fitted(comparison.Text, width => TerminalTable.Write(comparison.Table, width), console),
        });
        return comparison.Share >= share ? ExitCode.Success : ExitCode.SomethingFailed;
    }

    private static int WithRun(
        string first,
        string second,
        ExperimentFinder finder,
        IActivationRegistry activations,
        string format,
        double tolerance,
        SansConsole console)
    {
        var comparison = Compare(Studies.Stored(first, finder, activations), Studies.Stored(second, finder, activations), tolerance);
        console.Output.Write(format switch
        {
            Csv => RunComparisonTables.Csv(comparison),
            Markdown => RunComparisonTables.Markdown(comparison),
            _ => Fitted(RunComparisonTables.Text(comparison), width => RunComparisonTables.Terminal(comparison, width), console),
        });
        if (format == Csv && comparison.OnlyInFirst.Count + comparison.OnlyInSecond.Count + (comparison.MeasuredCount == 0 ? 1 : 0) > 0)
        {
            // Lines of cells do not show rows without a partner, nor that no cell has a value.
            console.Error.WriteLine(RunComparisonTables.Summary(comparison));
        }

        return comparison.IsWithinTolerance ? ExitCode.Success : ExitCode.SomethingFailed;
    }

    /// <summary>The text, or a table in blocks where a line of the text is wider than the terminal.</summary>
    private static string Fitted(string text, Func<int, string> blocks, SansConsole console) =>
        console.IsOutputTerminal && text.Split('\n').Any(line => line.Length > console.Width) ? blocks(console.Width) : text;

    private static RunComparison Compare(StoredRun first, StoredRun second, double tolerance)
    {
        try
        {
            return RunComparison.Of(first.Compared, second.Compared, tolerance);
        }
        catch (FormatException e)
        {
            throw new UserErrorException($"the runs cannot be compared: {e.Message}");
        }
    }

    private static Option<double> Number(string name, string helpName, string description, double standard, double largest) => new(name)
    {
        Description = description,
        HelpName = helpName,
        DefaultValueFactory = _ => standard,
        CustomParser = result => Parse(result, name, largest),
    };

    private static double Parse(ArgumentResult result, string name, double largest)
    {
        string text = result.Tokens[0].Value;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            || !(number >= 0)
            || number > largest)
        {
            result.AddError($"{name} is a number {(largest > 1 ? "of at least 0" : "from 0 to 1")}; found '{text}'");
        }

        return number;
    }
}
