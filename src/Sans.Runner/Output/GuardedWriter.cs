using System.Globalization;
using System.Text;
using Sans.Configuration.Files;
using Sans.Runs;

namespace Sans.Runner.Output;

/// <summary>A writer over one that the system may refuse: a full disk, a stream that is closed, a terminal that is gone.</summary>
/// <param name="writer">What it writes to.</param>
/// <param name="refused">Takes the reason. Where it returns, the text is dropped.</param>
internal sealed class GuardedWriter(TextWriter writer, Action<string> refused) : TextWriter(CultureInfo.InvariantCulture)
{
    /// <inheritdoc/>
    public override Encoding Encoding => writer.Encoding;

    /// <summary>Standard output: what was asked for is lost, so that the command ends.</summary>
    public static GuardedWriter Output(TextWriter writer) =>
        new(writer, reason => throw new UserErrorException($"standard output cannot be written: {reason}"));

    /// <summary>Standard error: nobody is left to be told, and the command does its work all the same.</summary>
    public static GuardedWriter Error(TextWriter writer) => new(writer, _ => { });

    /// <inheritdoc/>
    public override void Write(char value) => Try(() => writer.Write(value));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Try(() => writer.Write(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(string? value) => Try(() => writer.Write(value));

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Try(() => writer.WriteLine(value));

    /// <inheritdoc/>
    public override void Flush() => Try(writer.Flush);

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (FileProblem.Is(e))
        {
            refused(FileProblem.Reason(e));
        }
    }
}
