using System.CommandLine;

namespace Sans.Runner.Commands;

/// <summary>Arguments that several commands take.</summary>
internal static class CommonArguments
{
    /// <summary><c>-s key.path=value</c>, as often as one likes; one after the other, so that FILE arguments behind it stay what they are.</summary>
    public static Option<string[]> Settings() => new("-s", "--set")
    {
        Description = "Set a key for this once, by its path: training.epochs=10, activations[0].extrema.border_tolerance=3. May be repeated.",
        HelpName = "KEY.PATH=VALUE",
        DefaultValueFactory = _ => [],
    };

    public static Argument<string> Experiment() => new("NAME|FILE")
    {
        Description = "An experiment of the catalogue (see `sans list experiments`), or the path of a YAML file.",
    };
}
