using System.Runtime.InteropServices;

namespace Sans.EndToEnd.Tests;

/// <summary>The choice of an engine and of its device, the real process.</summary>
public sealed class EngineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [SkippableFact]
    public void A_build_without_TorchSharp_says_how_to_switch_it_on()
    {
        Needs.Require(!TorchBuild.IsThere, "this build has TorchSharp", "build and test with TorchBackend=none");
        Assert.Equal(
            new ProcessResult(2, "", "error: this program has no engine 'torch'; it has 'cpu'. TorchSharp comes with the package "
                + "Sans.Torch. In the repository of the framework, build with -p:TorchBackend=cpu, cuda-windows or cuda-linux\n"),
            _folder.Sans("run", "quickstart", "--engine", "torch"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("gpu")]
    [InlineData("cuda")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda:0 ")]
    public void A_device_is_the_processor_or_a_numbered_GPU(string device)
    {
        ProcessResult result = _folder.Sans("run", "quickstart", "--device", device);
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith(
            $"error: --device is cpu, or cuda:N for the Nth NVIDIA GPU, counted from 0; found '{device}'\n",
            result.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_embedded_engine_has_no_GPU() => Assert.Equal(
        new ProcessResult(2, "", "error: the embedded engine trains on the processor; --device cuda:0 goes with --engine torch\n"),
        _folder.Sans("run", "quickstart", "--device", "cuda:0"));

    /// <summary>A machine without a GPU. The message is one sentence, and there is no run folder.</summary>
    [SkippableFact]
    public void A_GPU_that_is_not_there_is_named()
    {
        TorchBuild.SkipWithoutIt();
        Needs.Require(
            TorchBuild.Unfolded(_folder.Sans("doctor")).Contains("no CUDA device", StringComparison.Ordinal),
            "this machine has a CUDA device",
            "hide it with CUDA_VISIBLE_DEVICES=-1");
        ProcessResult result = _folder.Sans("run", "quickstart", "--engine", "torch", "--device", "cuda:0");
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("error: there is no device cuda:0: TorchSharp finds no CUDA device.", result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    /// <summary>The record states device and precision. A stopped run continues with both.</summary>
    [SkippableFact]
    public void A_run_on_TorchSharp_records_where_and_how_precisely()
    {
        TorchBuild.SkipWithoutIt();
        ProcessResult result = _folder.Sans(
            "run",
            "quickstart",
            "--engine",
            "torch",
            "--device",
            "cpu",
            "--jobs",
            "1",
            "--quiet",
            "-s",
            "training.epochs=1",
            "-s",
            "model.kernel_size=5");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("engine torch", result.Output, StringComparison.Ordinal);
        string record = File.ReadAllText(Path.Combine(_folder.SingleRun(), "run.json"));
        Assert.Contains("\"device\": \"cpu\"", record, StringComparison.Ordinal);
        Assert.Contains("device cpu, 1 thread, TF32 off", record, StringComparison.Ordinal);
        Assert.Equal(0, _folder.Sans("resume", _folder.SingleRun()).ExitCode);
    }

    /// <summary>
    /// Tables II and III on files of their form. TorchSharp and the embedded engine train networks, baselines and
    /// classifiers.
    /// </summary>
    [SkippableTheory]
    [InlineData("mnist", "split={train: 60, validation: 20, test: 20}", "model.kernel_size=[1,3]", 11)]
    [InlineData("uci-epilepsy", "split={train: 36, validation: 12, test: 12}", "model.kernel_size=[8,15]", 11)]
    public void Experiments_with_classifiers_run_on_TorchSharp(string experiment, string split, string kernelSizes, int trials)
    {
        TorchBuild.SkipWithoutIt();
        SmallExamples.WriteRows(_folder);
        string data = SmallExamples.WriteImages(_folder);
        foreach (string engine in new[] { "torch", "cpu" })
        {
            ProcessResult result = _folder.Sans(
                "run",
                experiment,
                "--engine",
                engine,
                "--jobs",
                "1",
                "--quiet",
                "--data",
                data,
                "--out",
                engine,
                "-s",
                split,
                "-s",
                kernelSizes,
                "-s",
                "training.epochs=2",
                "-s",
                "classifier.epochs=3");
            Assert.Equal(0, result.ExitCode);
            Assert.Contains($"experiment {experiment}, engine {engine}", result.Output, StringComparison.Ordinal);
        }

        string torch = _folder.TrySingleRun("torch")!, embedded = _folder.TrySingleRun("cpu")!;
        Assert.Equal(trials, File.ReadLines(Path.Combine(torch, "trials.jsonl")).Count());
        Assert.All(
            File.ReadLines(Path.Combine(torch, "trials.jsonl")),
            line => Assert.Contains("\"confusion\":[", line, StringComparison.Ordinal));
        Assert.Contains("TF32 off", File.ReadAllText(Path.Combine(torch, "run.json")), StringComparison.Ordinal);

        // The accuracies agree too. Of twelve or twenty examples, at most one may get another class.
        ProcessResult compared = _folder.Sans("compare", torch, embedded, "--tolerance", "0.1");
        Assert.True(compared.ExitCode == 0, compared.Output);
        Assert.Equal(0, _folder.Sans("resume", torch, "--data", data).ExitCode);
    }

    /// <summary>
    /// The built program with its native libraries missing or replaced by others. One sentence names the fault and the
    /// remedy.
    /// </summary>
    [SkippableTheory]
    [InlineData(null, "error: the native libraries of TorchSharp are missing: there is no ")]
    [InlineData("not a library", "error: the native libraries of TorchSharp do not fit each other or this system (")]
    public void Native_libraries_that_are_missing_or_mixed_are_named(string? inTheirPlace, string message)
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier, "native");
        string? library = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*LibTorchSharp.*").SingleOrDefault() : null;
        Needs.Require(library is not null, "this build has no TorchSharp", "build and test with TorchBackend=cpu");
        string program = Directory.CreateDirectory(_folder.File("program")).FullName;
        foreach (string file in Directory.EnumerateFiles(
            AppContext.BaseDirectory).Where(f => !f.Contains("torch", StringComparison.OrdinalIgnoreCase)
            || f.EndsWith("Sharp.dll", StringComparison.Ordinal)
            || f.Contains("Sans.", StringComparison.Ordinal)))
        {
            File.Copy(file, Path.Combine(program, Path.GetFileName(file)));
        }

        if (inTheirPlace is not null)
        {
            string place = Path.Combine(program, Path.GetRelativePath(AppContext.BaseDirectory, library!));
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.WriteAllText(place, inTheirPlace);
        }

        string data = SmallExamples.WriteImages(_folder);
        foreach (string[] experiment in new string[][] { ["quickstart"], [
            "mnist", "--data", data, "-s", "split={train: 60, validation: 20, test: 20}",
        ] })
        {
            using RunningProcess process = RunningProcess.Start(
                "dotnet", _folder.Path, [Path.Combine(program, "sans.dll"), "run", .. experiment, "--engine", "torch"]);
            ProcessResult result = process.Wait();
            Assert.Equal((2, ""), (result.ExitCode, result.Output));
            Assert.StartsWith(message, result.Error, StringComparison.Ordinal);
            Assert.EndsWith(" (in the repository of the framework, TorchBackend names it). Then delete the bin and obj folders "
                + "and build again\n", result.Error, StringComparison.Ordinal);
            Assert.Equal(1, result.Error.Count(c => c == '\n'));
        }

        using RunningProcess doctor = RunningProcess.Start(
            "dotnet", _folder.Path, [Path.Combine(program, "sans.dll"), "doctor"], ("SANS_DATA", ""));
        Assert.Matches(@"engine torch +WRONG: the native libraries of", doctor.Wait().Output);
    }

    /// <summary>
    /// The libraries of the system are too old. One sentence says what is missing and what to do. No file is left
    /// behind.
    /// </summary>
    [SkippableFact]
    public void A_system_that_is_too_old_is_named()
    {
        Needs.Require(
            TorchBuild.IsSystemTooOld,
            "this build has no TorchSharp, or this system's libraries are new enough",
            "test with TorchBackend=cpu on a system like Debian 12");
        Assert.Contains("Does not run here: " + TorchBuild.TooOld, TorchBuild.Engines, StringComparison.Ordinal);
        foreach (string device in new[] { "cpu", "cuda:0" })
        {
            ProcessResult result = _folder.Sans("run", "quickstart", "--engine", "torch", "--device", device);
            Assert.Equal((2, ""), (result.ExitCode, result.Output));
            Assert.Matches(
                $@"^error: {TorchBuild.TooOld}lib(stdc\+\+|c)\.so\.6 has no GLIBC(XX)?_[0-9.]+\. It takes glibc 2\.34 and the libstdc\+\+ of GCC 13\.2, or later ones, as in Debian 13 or Ubuntu 24\.04; without them, train with --engine cpu\n$",
                result.Error);
        }

        ProcessResult doctor = _folder.Sans("doctor");
        Assert.Equal(1, doctor.ExitCode);
        Assert.Matches("engine torch +WRONG: " + TorchBuild.TooOld, TorchBuild.Unfolded(doctor));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();
}
