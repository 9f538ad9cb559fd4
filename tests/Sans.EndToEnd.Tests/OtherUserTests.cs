using System.Text.RegularExpressions;

namespace Sans.EndToEnd.Tests;

/// <summary>Folders of other users, as on a cluster. Some can be entered but not listed, and some are closed.</summary>
public sealed class OtherUserTests(LockedHome home) : IClassFixture<LockedHome>
{
    [SkippableTheory]
    [InlineData("validate small.yaml")]
    [InlineData("show small.yaml")]
    [InlineData("run small.yaml --dry-run")]
    [InlineData("resume RUN")]
    [InlineData("report RUN")]
    [InlineData("compare RUN RUN")]
    [InlineData("submit small.yaml --out frozen")]
    [InlineData("new fresh")]
    public void A_parent_that_cannot_be_listed_holds_no_project(string command)
    {
        // The fixture trained RUN by `run small.yaml` in the same place.
        ProcessResult result = home.Sans(command);
        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotMatch("error|denied", result.Error);
    }

    [SkippableTheory]
    [InlineData("resume runs/small/unlisted", "the folder runs/small/unlisted cannot be listed: Permission denied")]
    [InlineData("report runs/small/unlisted", "the folder runs/small/unlisted cannot be listed: Permission denied")]
    [InlineData("run runs/small/unlisted --shard 1/2", "the folder runs/small/unlisted cannot be listed: Permission denied")]
    [InlineData("compare RUN runs/small/closed", "the folder runs/small/closed cannot be listed: Permission denied")]
    [InlineData("compare runs/small/closed paper", "the folder runs/small/closed cannot be listed: Permission denied")]
    [InlineData("resume runs/closed", "the folder runs/closed cannot be listed: Permission denied")]
    [InlineData("resume runs/closed/run", "the folder runs/closed/run cannot be listed: Permission denied")]
    [InlineData("report runs/small/unread", "runs/small/unread/config.yaml cannot be read: Permission denied")]
    [InlineData("report runs/small/journal", "runs/small/journal/trials.jsonl cannot be read: Permission denied")]
    [InlineData("list runs --out runs/closed", "the folder runs/closed cannot be listed: Permission denied")]
    [InlineData("run unlisted.yaml --data data", "the folder data/unlisted cannot be listed: Permission denied")]
    [InlineData("run closed.yaml --data data --skip-missing-data", "the folder data/closed/deeper cannot be listed: Permission denied")]
    [InlineData("data list --data data/closed", "data/closed/fetched.sha256: it cannot be read: Permission denied")]
    [InlineData("data verify --data data/closed/deeper", "data/closed/deeper: it cannot be read: Permission denied")]
    [InlineData("validate child.yaml", "data/closed/base.yaml: no permission to read this file")]
    public void A_folder_or_file_that_is_closed_is_named(string command, string message)
    {
        ProcessResult result = home.Sans(command);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd('\n').Split('\n'), line => line.Contains("permission", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("defect", result.Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_closed_folder_below_runs_is_one_line_of_the_list()
    {
        ProcessResult result = home.Sans("list runs");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        string[] lines = [.. result.Output.TrimEnd('\n').Split('\n').Select(line => Regex.Replace(line, "  +", "  "))];
        Assert.Equal(
            [
                "runs/closed  the folder runs/closed cannot be listed: Permission denied",
                "completed",
                "runs/small/closed  the folder runs/small/closed cannot be listed: Permission denied",
                "runs/small/journal  completed",
                "runs/small/unlisted  the folder runs/small/unlisted cannot be listed: Permission denied",
                "runs/small/unread  completed",
            ],
            lines.Select(line => Regex.Replace(line, "^runs/small/2.*(completed),.*|(completed),.*", "$1$2")));
    }
}
