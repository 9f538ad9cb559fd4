namespace Sans.EndToEnd.Tests;

/// <summary>A small or read-only file system in memory, for one test.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private SmallDisk() => Path = Directory.CreateDirectory(_folder.File("disk")).FullName;

    public string Path { get; }

    /// <summary>Mounts one, or gives the reason why that fails.</summary>
    public static SmallDisk Mount(int kibibytes)
    {
        Needs.Mounts();
        SmallDisk disk = new();
        ProcessResult mounted = Run("mount", "-t", "tmpfs", "-o", $"size={kibibytes}k", "tmpfs", disk.Path);
        if (mounted.ExitCode != 0)
        {
            disk._folder.Dispose();
            Needs.Require(
                false,
                "no small disk can be mounted here: " + mounted.Error.Trim(),
                "a container needs the capability CAP_SYS_ADMIN for it");
        }

        return disk;
    }

    public void MakeReadOnly() => Assert.Equal(0, Run("mount", "-o", "remount,ro", Path).ExitCode);

    public void Dispose()
    {
        Run("umount", "-l", Path);
        _folder.Dispose();
    }

    private static ProcessResult Run(string program, params string[] arguments)
    {
        using RunningProcess process = RunningProcess.Start(program, System.IO.Path.GetTempPath(), arguments);
        return process.Wait();
    }
}
