namespace Sans.EndToEnd.Tests;

/// <summary>One run of the quickstart by a process of its own, for all tests of a class.</summary>
public sealed class QuickstartRun : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public QuickstartRun() => Printed = _folder.SansProcess("run", "quickstart");

    /// <summary>The folder where it was started.</summary>
    public string Folder => _folder.Path;

    /// <summary>The folder of the run. Tests must not change it.</summary>
    public string Run => _folder.SingleRun();

    /// <summary>The output and exit code.</summary>
    internal ProcessResult Printed { get; }

    public void Dispose() => _folder.Dispose();
}
