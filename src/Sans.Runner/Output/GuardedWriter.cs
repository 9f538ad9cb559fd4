using System.Globalization;
using System.Text;
using Sans.Configuration.Files;
using Sans.Runs;

namespace Sans.Runner.Output;

/// <summary>A writer over one that the system may refuse: a full disk, a closed stream, a terminal that is gone.</summary>
/// <param name="writer">The inner writer.</param>
/// <param name="refused">Receives the reason. If it returns, the text is dropped.</param>
internal sealed class GuardedWriter(TextWriter writer, Action<string> refused) : TextWriter(CultureInfo.InvariantCulture)
{
    /// <inheritdoc/>
    public override Encoding Encoding => writer.Encoding;

    /// <summary>Wraps standard output. A failure loses requested output, so that the command ends.</summary>
    public static GuardedWriter Output(TextWriter writer) =>
        new(writer, reason => throw new UserErrorException($"standard output cannot be written: {reason}"));

    /// <summary>Wraps standard error. After a failure nobody can read it, and the command continues.</summary>
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
