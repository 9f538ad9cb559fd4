using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Sans.Runner.Commands;

/// <summary>Arguments that several commands take.</summary>
internal static class CommonArguments
{
    /// <summary><c>-s key.path=value</c>, as often as one likes; one after the other, so that FILE arguments behind it stay what they are.</summary>
    public static Option<string[]> Settings() => new("-s")
    {
        Description = "Set a key for this once, by its path: training.epochs=10, activations[0].extrema.border_tolerance=3. May be repeated.",
        HelpName = "KEY.PATH=VALUE",
        DefaultValueFactory = _ => [],
    };

    /// <summary>The experiment, by its name or its file.</summary>
    public static Argument<string> Experiment() => new("NAME|FILE")
    {
        Description = "An experiment of the catalogue (see `sans list experiments`), or the path of a YAML file.",
    };

    /// <summary><c>--jobs N</c></summary>
    public static Option<int> Jobs() => new("--jobs")
    {
        Description = "Trials at the same time. Results do not depend on it.",
        HelpName = "N",
        DefaultValueFactory = _ => Environment.ProcessorCount,
        CustomParser = ParseJobs,
    };

    /// <summary><c>--data DIR</c></summary>
    public static Option<string?> Data()
    {
        Option<string?> data = new("--data") { Description = "The folder of published data. Default: the one that SANS_DATA names, else the user's cache folder.", HelpName = "DIR" };
        RefuseEmpty(data);
        return data;
    }

    /// <summary><c>--quiet</c></summary>
    public static Option<bool> Quiet() => new("--quiet") { Description = "Print warnings and the table only." };

    /// <summary>An option that is the path of a folder is not empty.</summary>
    public static void RefuseEmpty(Option option) => option.Validators.Add(result =>
    {
        if (result.Tokens is [{ Value: "" }])
        {
            result.AddError($"{option.Name} is the path of a folder; found an empty text");
        }
    });

    private static int ParseJobs(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count < 1)
        {
            result.AddError($"--jobs is a whole number of at least 1; found '{text}'");
        }

        return count;
    }
}
