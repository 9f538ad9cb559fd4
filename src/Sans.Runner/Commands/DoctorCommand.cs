using System.CommandLine;
using Sans.Core.Activations;
using Sans.Data;
using Sans.Runner.Health;
using Sans.Runner.Output;

namespace Sans.Runner.Commands;

/// <summary><c>sans doctor</c></summary>
internal static class DoctorCommand
{
    public static Command Create(IActivationRegistry activations, Engines engines, SansConsole console)
    {
        Option<string> output = CommonArguments.Output();
        Option<string?> data = CommonArguments.Data();
        Command command = new("doctor", "Check this machine and print what a bug report should include.") { output, data };
        command.SetAction(parsed =>
        {
            IReadOnlyList<Finding> findings =
            [
                .. Machine.Examine(),
                DataFolderCheck.Examine(DataFolder.Find(parsed.GetValue(data))),
                .. RunRoot.Examine(parsed.GetRequiredValue(output)),
                EngineCheck.Examine(activations),
                .. engines.All.Skip(1).Select(e => OtherEngineCheck.Examine(e, activations)),
                Terminal.Examine(console),
            ];
            console.Output.Write(
                TwoColumns.Write([.. findings.Select(f => (f.Name, f.IsWrong ? "WRONG: " + f.Text : f.Text))], console.Width));
            int wrong = findings.Count(f => f.IsWrong);
            console.Error.WriteLine(wrong == 0
                ? "nothing is wrong"
                : FormattableString.Invariant($"{wrong} {(wrong == 1 ? "thing is" : "things are")} wrong"));
            return wrong == 0 ? ExitCode.Success : ExitCode.SomethingFailed;
        });
        return command;
    }
}
