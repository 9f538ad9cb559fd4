namespace Sans.EndToEnd.Tests;

/// <summary>The choice of an engine and of its device, the real process.</summary>
public sealed class EngineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [SkippableFact]
    public void A_build_without_TorchSharp_says_how_to_switch_it_on()
    {
        string engines = _folder.Sans("list", "engines").Output.ReplaceLineEndings(" ");
        Skip.If(!engines.Contains("Not in this build", StringComparison.Ordinal), "this build has TorchSharp");
        Assert.Equal(
            new ProcessResult(2, "", "error: this build has no engine 'torch'; build with -p:TorchBackend=cpu, cuda-windows or cuda-linux to train with TorchSharp\n"),
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
        Assert.StartsWith($"error: --device is cpu, or cuda:N for the Nth NVIDIA GPU, counted from 0; found '{device}'\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_embedded_engine_has_no_GPU() => Assert.Equal(
        new ProcessResult(2, "", "error: the embedded engine trains on the processor; --device cuda:0 goes with --engine torch\n"),
        _folder.Sans("run", "quickstart", "--device", "cuda:0"));

    /// <summary>Where there is no GPU: one sentence, and no folder of a run that never was.</summary>
    [SkippableFact]
    public void A_GPU_that_is_not_there_is_named()
    {
        ProcessResult doctor = _folder.Sans("doctor");
        Skip.If(doctor.Output.Contains("not in this build", StringComparison.Ordinal), "this build has no TorchSharp");
        Skip.IfNot(doctor.Output.ReplaceLineEndings(" ").Contains("no CUDA device", StringComparison.Ordinal), "this machine has a CUDA device");
        ProcessResult result = _folder.Sans("run", "quickstart", "--engine", "torch", "--device", "cuda:0");
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("error: there is no device cuda:0: TorchSharp finds no CUDA device.", result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    /// <summary>Device and precision stand in the record, and a run that was stopped goes on there.</summary>
    [SkippableFact]
    public void A_run_on_TorchSharp_records_where_and_how_precisely()
    {
        Skip.If(_folder.Sans("list", "engines").Output.ReplaceLineEndings(" ").Contains("Not in this build", StringComparison.Ordinal), "this build has no TorchSharp");
        ProcessResult result = _folder.Sans(
            "run", "quickstart", "--engine", "torch", "--device", "cpu", "--jobs", "1", "--quiet", "-s", "training.epochs=1", "-s", "model.kernel_size=5");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("engine torch", result.Output, StringComparison.Ordinal);
        string record = File.ReadAllText(Path.Combine(_folder.SingleRun(), "run.json"));
        Assert.Contains("\"device\": \"cpu\"", record, StringComparison.Ordinal);
        Assert.Contains("device cpu, 1 thread, TF32 off", record, StringComparison.Ordinal);
        Assert.Equal(0, _folder.Sans("resume", _folder.SingleRun()).ExitCode);
    }

    public void Dispose() => _folder.Dispose();
}
