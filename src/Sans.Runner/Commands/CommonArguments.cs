using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Sans.Runner.Commands;

/// <summary>Arguments that several commands take.</summary>
internal static partial class CommonArguments
{
    [GeneratedRegex("^(cpu|cuda:[0-9]{1,3})$")]
    private static partial Regex DeviceName { get; }

    /// <summary>
    /// <c>-s key.path=value</c>, which may be repeated. Each takes one value, so that a FILE argument behind it stays an
    /// argument.
    /// </summary>
    public static Option<string[]> Settings() => new("-s")
    {
        Description = "Set a key of the experiment for this command only, such as training.epochs=10 or "
            + "activations[0].extrema.border_tolerance=3. May be repeated.",
        HelpName = "KEY.PATH=VALUE",
        DefaultValueFactory = _ => [],
    };

    /// <summary>The experiment, by its name or its file.</summary>
    /// <param name="finder">Knows the names, to complete them.</param>
    public static Argument<string> Experiment(ExperimentFinder finder)
    {
        Argument<string> experiment = new("NAME|FILE")
        {
            Description = "An experiment of the catalogue (see `sans list experiments`), or the path of a YAML file.",
            HelpName = "NAME|FILE",
        };
        experiment.CompletionSources.Add(_ => finder.Names.Select(name => new CompletionItem(name)));
        return experiment;
    }

    /// <summary>The folder of a run.</summary>
    public static Argument<string> Run() =>
        new("RUN") { Description = "The folder of a run, such as runs/quickstart/20260101T120000Z-0123abcd." };

    /// <summary>The option <c>--jobs N</c>.</summary>
    public static Option<int> Jobs() => Count(
        "--jobs",
        "N",
        "Trials that are trained at the same time, each on a core. A large trial takes the cores that no other needs. Results do not "
            + "depend on it.",
        Environment.ProcessorCount);

    /// <summary>A whole number of at least 1, or of at least 0 where that is the default.</summary>
    public static Option<int> Count(string name, string helpName, string description, int standard) => new(name)
    {
        Description = description,
        HelpName = helpName,
        DefaultValueFactory = _ => standard,
        CustomParser = result => ParseCount(result, name, Math.Min(1, standard)),
    };

    /// <summary>The option <c>--engine ENGINE</c>.</summary>
    public static Option<string> Engine() => new("--engine")
    {
        Description = "The engine that trains (see `sans list engines`).",
        HelpName = "ENGINE",
        DefaultValueFactory = _ => Engines.Embedded.Name,
    };

    /// <summary>The option <c>--device cpu|cuda:N</c>.</summary>
    public static Option<string?> Device()
    {
        Option<string?> device = new("--device")
        {
            Description = "Where the engine trains. Default: the processor.",
            HelpName = "cpu|cuda:N",
        };
        device.Validators.Add(result =>
        {
            if (result.Tokens is [{ } token] && !DeviceName.IsMatch(token.Value))
            {
                result.AddError($"--device is cpu, or cuda:N for the Nth NVIDIA GPU, counted from 0; found '{token.Value}'");
            }
        });
        return device;
    }

    /// <summary>The option <c>--protocol honest|as_published</c>.</summary>
    public static Option<string?> Protocol()
    {
        Option<string?> protocol = new("--protocol")
        {
            Description = "The protocol. It replaces the protocol of the file.",
            HelpName = "honest|as_published",
        };
        AcceptOnly(protocol, "honest", "as_published");
        return protocol;
    }

    /// <summary>The option <c>--skip-missing-data</c>.</summary>
    public static Option<bool> SkipMissingData() =>
        new("--skip-missing-data") { Description = "Leave out datasets whose files are missing, and name them." };

    /// <summary>The option <c>--out DIR</c>.</summary>
    public static Option<string> Output()
    {
        Option<string> output = new("--out")
        {
            Description = "The folder of all runs.",
            HelpName = "DIR",
            DefaultValueFactory = _ => "runs",
        };
        RefuseEmpty(output);
        return output;
    }

    /// <summary>The option <c>--data DIR</c>.</summary>
    public static Option<string?> Data()
    {
        Option<string?> data = new("--data")
        {
            Description = "The folder of published data. Default: the folder in SANS_DATA, else the user's cache folder.",
            HelpName = "DIR",
        };
        RefuseEmpty(data);
        return data;
    }

    /// <summary>The option <c>--quiet</c>.</summary>
    public static Option<bool> Quiet() => new("--quiet") { Description = "Print warnings and the table only." };

    /// <summary>Requires a non-empty folder path for an option.</summary>
    public static void RefuseEmpty(Option option) => option.Validators.Add(result =>
    {
        if (result.Tokens is [{ Value: "" }])
        {
            result.AddError($"{option.Name} is the path of a folder; found an empty text");
        }
    });

    /// <summary>Restricts an option to some words.</summary>
    public static void AcceptOnly<T>(Option<T> option, params string[] words)
    {
        option.CompletionSources.Add(words);
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ } token] && !words.Contains(token.Value))
            {
                result.AddError($"{option.Name} is one of {string.Join(", ", words)}; found '{token.Value}'");
            }
        });
    }

    private static int ParseCount(ArgumentResult result, string name, int least)
    {
        string text = result.Tokens[0].Value;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count < least)
        {
            result.AddError(FormattableString.Invariant($"{name} is a whole number of at least {least}; found '{text}'"));
        }

        return count;
    }
}
