namespace Sans.EndToEnd.Tests;

/// <summary>The configuration language on the command line.</summary>
public sealed class LanguageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_mistake_in_a_setting_is_named_alike_by_validate_show_and_run()
    {
        string file = Small();
        foreach (string[] command in new string[][]
        {
            ["validate", file],
            ["show", file],
            ["run", file],
            ["show", "quickstart"],
            ["run", "quickstart"],
        })
        {
            Assert.Equal(
                new ProcessResult(2, "", "-s training.epoch=3: error SANS003: 'epoch' is not a key of 'training'; did you mean "
                    + "'epochs'?\n-s window.length=x: error SANS005: 'window.length' is a whole number from 1 to 1000000; found 'x'\n"),
                _folder.Sans([.. command, "-s", "training.epoch=3", "-s", "window.length=x"]));
        }
    }

    [Fact]
    public void Settings_change_a_run_and_stand_in_its_config()
    {
        ProcessResult result = _folder.Sans("run", Small(), "-s", "training.epochs=1", "-s", "seeds=[3, 4]", "--quiet");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("seeds [3, 4]", result.Output, StringComparison.Ordinal);
        string config = File.ReadAllText(Path.Combine(_folder.SingleRun(), "config.yaml"));
        Assert.Contains("epochs: 1,", config, StringComparison.Ordinal);
        Assert.Contains("seeds: [3, 4]", config, StringComparison.Ordinal);
    }

    [Fact]
    public void A_grid_has_its_settings_in_every_table()
    {
        ProcessResult result = _folder.Sans("run", Small(), "-s", "training.epochs=[1, 2]", "-s", "model.kernels=[1, 2]", "--quiet");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("epochs  q", result.Output, StringComparison.Ordinal);
        string run = _folder.SingleRun();
        string[] table = File.ReadAllLines(Path.Combine(run, "table.csv"));
        string[] columns = table[0].Split(',');
        Assert.Equal("epochs", columns[^1]);
        int kernelCount = Array.IndexOf(columns, "kernel_count");
        Assert.Equal(["1,1", "1,2", "2,1", "2,2"], table[1..]
            .Select(l => l.Split(','))
            .Select(cells => $"{cells[kernelCount]},{cells[^1]}"));
        Assert.Contains("ecg/relu/q=2/m=5/epochs=2/seed=0", File.ReadAllText(Path.Combine(run, "trials.csv")), StringComparison.Ordinal);
        Assert.Contains("\"settings\":{\"epochs\":2}", File.ReadAllText(Path.Combine(run, "trials.jsonl")), StringComparison.Ordinal);
    }

    [Fact]
    public void Show_says_where_each_value_came_from()
    {
        Directory.CreateDirectory(_folder.File("base"));
        _folder.Write("base/common.yaml", "training: { epochs: 4 }\nmodel: { kernel_size: 5 }\n");
        string file = _folder.Write(
            "x.yaml", "extends: base/common.yaml\nname: x\ndatasets: [synthetic_ecg: { window: { length: 100 } }]\nactivations: [relu]\n");
        string shown = _folder.Sans("show", file, "-s", "seeds=7").Output;
        string folder = _folder.Path.Replace('\\', '/');
        foreach (string line in new[]
        {
            $"name: x +# {folder}/x.yaml\\(2\\)", $"  epochs: 4 +# {folder}/base/common.yaml\\(1\\)", "  batch_size: 2 +# default", "seeds: 7 +# -s seeds=7",
            $"        length: 100 +# {folder}/x.yaml\\(3\\)", "        samples: 12000 +# default",
        })
        {
            Assert.Matches($"(?m)^{line}$", shown);
        }

        // The file is still valid, and the experiment is the same.
        Assert.Equal(
            [.. shown.Split('\n').Select(WithoutOrigin)],
            _folder.Sans("show", _folder.Write("shown.yaml", shown)).Output.Split('\n').Select(WithoutOrigin));

        static string WithoutOrigin(string line) => line.Split('#')[0].TrimEnd();
    }

    [Fact]
    public void A_file_that_a_base_breaks_says_so_once()
    {
        Directory.CreateDirectory(_folder.File("base"));
        string common = _folder.Write("base/common.yaml", "training: { epoch: 4 }\n").Replace('\\', '/');
        string[] files = [.. Enumerable.Range(1, 3).Select(i => _folder.Write(
            $"x{i}.yaml",
            $"extends: base/common.yaml\nname: x{i}\ndatasets: [synthetic_ecg]\nmodel: {{ kernel_size: 5 }}\nactivations: [relu]\n"))];
        Assert.Equal(
            new ProcessResult(2, "", $"{common}(1,13): error SANS003: 'epoch' is not a key of 'training'; did you mean 'epochs'?\n"),
            _folder.Sans(["validate", .. files]));
    }

    [Fact]
    public void A_new_experiment_is_written_once_is_valid_and_runs()
    {
        ProcessResult written = _folder.Sans("new", "my-first");
        Assert.Equal((0, "my-first.yaml\n"), (written.ExitCode, written.Output));
        Assert.Equal(
            new ProcessResult(0, "my-first.yaml: experiment 'my-first' is valid, 8 trials\n", ""),
            _folder.Sans("validate", "my-first.yaml"));
        Assert.Equal(0, _folder.Sans("run", "my-first.yaml", "--quiet").ExitCode);
        Assert.Equal(new ProcessResult(2, "", "error: my-first.yaml already exists\n"), _folder.Sans("new", "my-first"));
    }

    [Theory]
    [InlineData("My", "no experiment can be called 'My': 'name' is a name of lower-case letters, digits, '-' and '_' that begins with "
        + "a letter; found 'My'")]
    [InlineData("config", "no experiment can be called 'config': the experiment name 'config' makes the class 'Config', which the "
        + "project already has; choose another name")]
    [InlineData("quickstart", "the experiment name 'quickstart' is taken by quickstart.yaml")]
    [InlineData("quickstart_", "makes the class 'Quickstart', which is taken by 'quickstart' in quickstart.yaml")]
    public void A_new_experiment_needs_a_name_that_is_free(string name, string message)
    {
        ProcessResult result = _folder.Sans("new", name);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_file_that_is_run_by_its_path_needs_no_build()
    {
        _folder.Write("my.csproj", "<Project />");
        string file = Small();
        Assert.Equal("small: 1 trial; nothing was trained\n", _folder.Sans("run", file, "--dry-run").Error);
        Assert.Equal("", _folder.Sans("validate", file).Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("experiments")]
    public void An_experiment_that_is_run_by_its_name_is_the_one_that_was_built(string folder)
    {
        Directory.CreateDirectory(_folder.File(folder));
        _folder.Write(Path.Combine(folder, "my.csproj"), "<Project />");
        string name = Path.Combine(folder, "quickstart.yaml");
        string quickstart = _folder.Write(name, File.ReadAllText(Path.Combine(Repository.Root, "experiments", "quickstart.yaml")));
        Assert.DoesNotContain("SANS019", _folder.Sans("run", "quickstart", "--dry-run").Error, StringComparison.Ordinal);

        File.AppendAllText(quickstart, "# A comment.\n");
        string warning =
            $"{name}(1,1): warning SANS019: this file has changed since the build, but 'quickstart' is still the built version; "
            + "build the project, or give the path of the file\n";
        Assert.StartsWith(warning, _folder.Sans("run", "quickstart", "--dry-run").Error, StringComparison.Ordinal);
        Assert.Equal(warning, _folder.Sans("show", "quickstart", "-s", "seeds=1").Error);
        Assert.DoesNotContain("SANS019", _folder.Sans("run", quickstart, "--dry-run").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_base_that_changed_since_the_build_is_named()
    {
        Directory.CreateDirectory(_folder.File("base"));
        _folder.Write("my.csproj", "<Project />");
        _folder.Write("base/synthetic.yaml", "seeds: 3\n");
        Assert.StartsWith(
            $"{Path.Combine("base", "synthetic.yaml")}(1,1): warning SANS019: this file has changed since the build, but "
                + "'learning-rate' is still the built version",
            _folder.Sans("run", "learning-rate", "--dry-run").Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_experiment_made_since_the_build_is_found_by_its_file()
    {
        Small();
        Assert.Equal(
            new ProcessResult(
                2, "", "error: there is no experiment 'small' in this build, but there is a file small.yaml; give that path, or build "
                    + "the project\n"),
            _folder.Sans("run", "small"));
    }

    [Fact]
    public void The_schema_is_printed_as_it_is_shipped() => Assert.Equal(
        new ProcessResult(
            0, File.ReadAllText(Path.Combine(Repository.Root, "experiments", "schema", "sans.schema.json")).ReplaceLineEndings("\n"), ""),
        _folder.Sans("schema"));

    [Fact]
    public void Values_that_equal_their_defaults_are_named_on_request()
    {
        string file = _folder.Write("sample.yaml", """
            name: sample
            datasets: [synthetic_motifs: { motif_length: 21 }]
            model: { kernels: 1, kernel_size: 5 }
            activations: [identity]
            training: { epochs: 30, batch_size: 3 }
            """);
        Assert.Equal("", _folder.Sans("validate", file).Error);
        ProcessResult hints = _folder.Sans("validate", file, "--hints", "-s", "training.batch_size=2");
        Assert.Equal(0, hints.ExitCode);
        Assert.Equal(
            $"{file}(2,46): info SANS020: 'datasets[0].synthetic_motifs.motif_length: 21' repeats the default; the line can be removed\n"
            + $"{file}(3,19): info SANS020: 'model.kernels: 1' repeats the default; the line can be removed\n"
            + $"{file}(5,21): info SANS020: 'training.epochs: 30' repeats the default; the line can be removed\n",
            hints.Error);

        // A default may be needed over a base.
        _folder.Write("base.yaml", "training: { epochs: 60 }\n");
        File.WriteAllText(file, "extends: base.yaml\n" + File.ReadAllText(file));
        Assert.Equal("", _folder.Sans("validate", file, "--hints").Error);
    }

    public void Dispose() => _folder.Dispose();

    private string Small() => _folder.Write("small.yaml", """
        name: small
        datasets: [synthetic_ecg: { label: ecg }]
        window: { samples: 1200, length: 100 }
        model: { kernel_size: 5 }
        activations: [relu]
        training: { epochs: 2 }
        """);
}
