using System.Net;
using System.Net.Sockets;

namespace Sans.EndToEnd.Tests;

/// <summary>A Slurm of one node in a temporary folder: Debian's munged, slurmctld and slurmd, with ports and keys of their own.</summary>
internal sealed class SlurmCluster : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<RunningProcess> _daemons = [];

    private SlurmCluster()
    {
        string node = Dns.GetHostName().Split('.')[0];
        File.WriteAllBytes(_folder.File("munge.key"), System.Security.Cryptography.RandomNumberGenerator.GetBytes(128));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder.File("munge.key"), UnixFileMode.UserRead);
        }

        Directory.CreateDirectory(_folder.File("state"));
        Directory.CreateDirectory(_folder.File("spool"));
        Configuration = _folder.Write("slurm.conf", $"""
            ClusterName=sans
            SlurmctldHost={node}(127.0.0.1)
            AuthType=auth/munge
            AuthInfo=socket={_folder.File("munge.sock")},cred_expire=5
            CredType=cred/munge
            SlurmUser=root
            SlurmdUser=root
            SlurmctldPort={FreePort()}
            SlurmdPort={FreePort()}
            StateSaveLocation={_folder.File("state")}
            SlurmdSpoolDir={_folder.File("spool")}
            SlurmctldPidFile={_folder.File("slurmctld.pid")}
            SlurmdPidFile={_folder.File("slurmd.pid")}
            SlurmctldLogFile={_folder.File("slurmctld.log")}
            SlurmdLogFile={_folder.File("slurmd.log")}
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            SwitchType=switch/none
            MpiDefault=none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_CPU
            SlurmdParameters=config_overrides
            SchedulerParameters=sched_interval=1,batch_sched_delay=0
            ReturnToService=2
            JobAcctGatherType=jobacct_gather/none
            AccountingStorageType=accounting_storage/none
            NodeName={node} NodeAddr=127.0.0.1 CPUs=4 RealMemory=1000 State=UNKNOWN
            PartitionName=test Nodes=ALL Default=YES State=UP MaxTime=INFINITE

            """);
        Daemon(
            "munged", "--force", "--foreground", "--key-file="
                + _folder.File("munge.key"), "--socket=" + _folder.File("munge.sock"), "--pid-file=" + _folder.File("munge.pid"),
            "--log-file=" + _folder.File("munge.log"), "--seed-file=" + _folder.File("munge.seed"));
        Waiting.Until(() => File.Exists(_folder.File("munge.sock")), "munged listens");
        Daemon("slurmctld", "-D", "-c");
        Daemon("slurmd", "-D", "-c");
        Waiting.Until(() => Command("sinfo", "--noheader", "--format=%T").Output.Trim() == "idle", "the node is idle");
    }

    /// <summary>The file that <c>SLURM_CONF</c> names for this cluster.</summary>
    public string Configuration { get; }

    /// <summary>Starts one, or gives the reason why there is none.</summary>
    public static SlurmCluster Start()
    {
        Needs.Slurm();
        return new SlurmCluster();
    }

    /// <summary>Runs a command of Slurm.</summary>
    public ProcessResult Command(string program, params string[] arguments)
    {
        using RunningProcess process = RunningProcess.Start(program, _folder.Path, arguments, ("SLURM_CONF", Configuration));
        return process.Wait();
    }

    /// <summary>Waits until no task of a job is waiting or running.</summary>
    public void WaitForEnd(string job) =>
        Waiting.Until(() => Command("squeue", "--noheader", "--jobs=" + job) is { Output: "" }, $"job {job} ends");

    public void Dispose()
    {
        foreach (RunningProcess daemon in _daemons.AsEnumerable().Reverse())
        {
            daemon.Signal("TERM");
            daemon.Wait();
            daemon.Dispose();
        }

        _folder.Dispose();
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Daemon(string program, params string[] arguments) =>
        _daemons.Add(RunningProcess.Start(program, _folder.Path, arguments, ("SLURM_CONF", Configuration)));
}
