namespace Sans.EndToEnd.Tests;

/// <summary>
/// A home folder that may be entered but not listed. It holds a finished run and closed folders. Commands run as a user
/// without privileges.
/// </summary>
public sealed class LockedHome : IDisposable
{
    private const UnixFileMode Open = (UnixFileMode)0b111_111_111;
    private const UnixFileMode EnterOnly = (UnixFileMode)0b011_001_001;
    private const UnixFileMode Closed = UnixFileMode.None;

    private const string Small = """
        name: small
        datasets: [synthetic_motifs]
        window: { samples: 120, length: 10 }
        model: { kernel_size: 3 }
        activations: [relu]
        training: { epochs: 1 }
        """;

    // The user and group without any files.
    private const string Nobody = "65534";

    private readonly TemporaryFolder _folder = new();
    private readonly string _home;
    private readonly string _run = "";
    private readonly (string Missing, string How)? _whyNot;
    private readonly List<string> _closed = [];

    /// <summary>Makes the folders and trains the run.</summary>
    public LockedHome()
    {
        _home = Directory.CreateDirectory(_folder.File("home/work")).FullName;
        if (OperatingSystem.IsWindows())
        {
            _whyNot = ("folders are closed by a mode that Windows does not have", "run the tests on Linux or macOS");
            return;
        }

        File.SetUnixFileMode(_folder.Path, EnterOnly);
        File.SetUnixFileMode(_folder.File("home"), EnterOnly);
        File.SetUnixFileMode(_home, Open);
        if (TryRun(["list", "engines"]) is not { ExitCode: 0 } first)
        {
            _whyNot = (
                "no command can be run as a user without privileges",
                "install setpriv (apt-get install util-linux), and build in a folder that others may read");
            return;
        }

        Write("small.yaml", Small);
        ProcessResult trained = Sans("run small.yaml");
        Assert.True(trained.ExitCode == 0, first.Error + trained.Error);
        _run = Path.GetRelativePath(_home, Assert.Single(Directory.GetDirectories(Path.Combine(_home, "runs/small"))));
        Close("runs/small/unlisted", EnterOnly, CopyRun);
        Close("runs/small/closed", Closed, CopyRun);
        Close("runs/small/unread/config.yaml", Closed, _ => CopyRun("runs/small/unread"));
        Close("runs/small/journal/trials.jsonl", Closed, _ => CopyRun("runs/small/journal"));
        Close("runs/closed", Closed, path => Directory.CreateDirectory(InHome(path)));
        Close("data/unlisted", EnterOnly, path => Write($"{path}/s.csv", "1\n2\n3\n"));
        Close("data/closed", Closed, path => Write($"{path}/deeper/s.csv", "1\n2\n3\n"));
        Write("unlisted.yaml", Small.Replace("synthetic_motifs", "files: { folder: unlisted }", StringComparison.Ordinal));
        Write(
            "closed.yaml",
            Small.Replace("synthetic_motifs", "files: { folder: closed/deeper }, synthetic_motifs", StringComparison.Ordinal));
        Write("child.yaml", "name: child\nextends: data/closed/base.yaml\n");
    }

    /// <summary>Runs a command line of <c>sans</c> in the home to its end. <c>RUN</c> stands for the finished run.</summary>
    internal ProcessResult Sans(string commandLine)
    {
        Needs.Require(_whyNot is null, _whyNot?.Missing ?? "", _whyNot?.How ?? "");
        return TryRun([.. commandLine.Split(' ').Select(word => word == "RUN" ? _run : word)])!;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!OperatingSystem.IsWindows())
        {
            foreach (string path in (string[])[_folder.Path, _folder.File("home"), .. _closed.Select(InHome)])
            {
                File.SetUnixFileMode(path, Open);
            }
        }

        _folder.Dispose();
    }

    private ProcessResult? TryRun(string[] arguments)
    {
        string[] sans = ["dotnet", Path.Combine(AppContext.BaseDirectory, "sans.dll"), .. arguments];

        // File modes do not restrict root.
        string[] all = Environment.IsPrivilegedProcess ? [
            "setpriv",
            "--reuid",
            Nobody,
            "--regid",
            Nobody,
            "--clear-groups",
            .. sans,
        ] : sans;
        try
        {
            using RunningProcess process = RunningProcess.Start(all[0], _home, all[1..], ("HOME", _home));
            return process.Wait();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private string InHome(string path) => Path.Combine(_home, path);

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(InHome(path))!);
        File.WriteAllText(InHome(path), text);
    }

    private void CopyRun(string path)
    {
        Directory.CreateDirectory(InHome(path));
        foreach (string file in Directory.GetFiles(InHome(_run)))
        {
            File.Copy(file, Path.Combine(InHome(path), Path.GetFileName(file)));
        }
    }

    private void Close(string path, UnixFileMode mode, Action<string> make)
    {
        make(path);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(InHome(path), mode);
        }

        _closed.Add(path);
    }
}
