using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Sans.Configuration.Files;
using Sans.Core.Activations;
using Sans.Data;
using Sans.Reports.Pdf;
using Sans.Runner.Output;
using Sans.Runs;

namespace Sans.Runner.Commands;

/// <summary><c>sans report RUN</c></summary>
internal static class ReportCommand
{
    private const string Page = "html";
    private const string Pdf = "pdf";
    private const double LeastWidth = 40;
    private const double LargestWidth = 400;

    /// <summary>Makes the command.</summary>
    /// <param name="finder">Reads the experiment of the run.</param>
    /// <param name="activations">The activations that it can name.</param>
    /// <param name="console">The console.</param>
    public static Command Create(ExperimentFinder finder, IActivationRegistry activations, SansConsole console)
    {
        Argument<string> run = CommonArguments.Run();
        Option<string?> data = CommonArguments.Data();
        Option<string> format = new("--format")
        {
            Description = "With pdf, write each picture of the report for a paper, as figures/NAME.pdf beside figures/NAME.svg.",
            HelpName = $"{Page}|{Pdf}",
            DefaultValueFactory = _ => Page,
        };
        CommonArguments.AcceptOnly(format, Page, Pdf);
        Option<string?> output = new("--out") { Description = "With pdf: the folder to write to.", HelpName = "DIR" };
        CommonArguments.RefuseEmpty(output);
        Option<double> width = new("--width")
        {
            Description = "With pdf: the width of the pictures in millimetres. The default is a column of a paper.",
            HelpName = "MM",
            DefaultValueFactory = _ => FigurePdf.ColumnMillimetres,
            CustomParser = ParseWidth,
        };
        Command command = new(
            "report", "Write report.html, figures and weights of a run again, and print the path of the page. The run may be unfinished.")
        {
            run, data, format, output, width,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(format) != Pdf)
            {
                foreach (Option option in (Option[])[output, width])
                {
                    if (result.GetResult(option) is { Implicit: false })
                    {
                        result.AddError($"{option.Name} is for --format {Pdf}. The page is written into the run");
                    }
                }
            }
        });
        command.SetAction(parsed =>
        {
            var stored = Studies.Stored(parsed.GetRequiredValue(run), finder, activations);
            DataFolder? folder = parsed.GetValue(data) is { } path ? DataFolder.Find(path) : null;
            bool isPdf = parsed.GetRequiredValue(format) == Pdf;
            try
            {
                if (isPdf)
                {
                    WritePdf(stored.WritePaperFigures(folder, parsed.GetValue(output), parsed.GetValue(width)), console);
                }
                else
                {
                    console.Output.WriteLine(stored.WriteReport(folder));
                }

                return ExitCode.Success;
            }
            catch (Exception e) when (FileProblem.Is(e))
            {
                throw new UserErrorException($"the {(isPdf ? "pictures" : "report")} cannot be written: {e.Message}");
            }
        });
        return command;
    }

    private static void WritePdf(PaperFigures figures, SansConsole console)
    {
        foreach (string file in figures.Files)
        {
            console.Output.WriteLine(file);
        }

        if (figures.Files.Count == 0)
        {
            console.Error.WriteLine("note: the report has no pictures");
        }

        if (figures.MissingLetters.Count > 0)
        {
            console.Error.WriteLine($"note: the font of the pictures has no letter {string.Join(' ', figures.MissingLetters)}. "
                + "Each stands as an empty box");
        }
    }

    private static double ParseWidth(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double width)
            || width is not (>= LeastWidth and <= LargestWidth))
        {
            result.AddError(FormattableString.Invariant(
                $"--width is a number of millimetres from {LeastWidth} to {LargestWidth}; found '{text}'"));
        }

        return width;
    }
}
