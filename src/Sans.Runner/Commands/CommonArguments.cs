using System.CommandLine;

namespace Sans.Runner.Commands;

/// <summary>Arguments that several commands take.</summary>
internal static class CommonArguments
{
    public static Argument<string> Experiment() => new("NAME|FILE")
    {
        Description = "An experiment of the catalogue (see `sans list experiments`), or the path of a YAML file.",
    };
}
