namespace Sans.Tests.Testing;

/// <summary>The helper that verifies the φ tables.</summary>
public sealed class SnapshotTests : IDisposable
{
    private const string Text = "extrema  0.3182\nrelu     0.7766\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("sans-snapshot-").FullName;

    [Fact]
    public async Task An_equal_text_passes_whatever_its_line_ends()
    {
        await File.WriteAllTextAsync(Verified, Text);
        await Verify(Text, "sample");
        await File.WriteAllTextAsync(Path.Combine(_folder, "windows.verified.txt"), Text.ReplaceLineEndings("\r\n"));
        await Verify(Text, "windows");
        await Verify(Text.ReplaceLineEndings("\r\n"), "sample");
        Assert.False(File.Exists(Received));
    }

    [Fact]
    public async Task A_changed_digit_fails_shows_both_lines_and_leaves_the_received_file()
    {
        await File.WriteAllTextAsync(Verified, Text.Replace("0.3182", "0.3183", StringComparison.Ordinal));
        Exception failure = await Assert.ThrowsAnyAsync<Exception>(() => Verify(Text, "sample"));
        Assert.Contains("- extrema  0.3183\n+ extrema  0.3182\n", failure.Message.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.DoesNotContain("relu", failure.Message, StringComparison.Ordinal);
        Assert.Equal(Text, (await File.ReadAllTextAsync(Received)).ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_text_that_nobody_has_verified_fails()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => Verify(Text, "sample"));
        Assert.Equal(Text, (await File.ReadAllTextAsync(Received)).ReplaceLineEndings("\n"));
    }

    /// <summary>A test that forgets to await fails, too. Verify cannot do so.</summary>
    [Fact]
    public void The_call_itself_fails()
    {
        if (!typeof(Snapshot).Assembly.GetReferencedAssemblies().Any(a => a.Name!.StartsWith("Verify", StringComparison.Ordinal)))
        {
            Assert.Throws<SnapshotException>(() => { _ = Verify(Text, "sample"); });
        }
    }

    [Theory]
    [InlineData("a/b", "the name 'a/b' has '/'; a name of a snapshot is part of a file's name")]
    [InlineData("", "The value cannot be an empty string")]
    public void A_name_is_part_of_the_name_of_a_file(string name, string message) =>
        Assert.StartsWith(
            message, Assert.Throws<ArgumentException>(() => { _ = Verify(Text, name); }).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_test_file_in_no_folder_is_named()
    {
        string file = Path.Combine(_folder, "none", "Tests.cs");
        Exception failure = await Assert.ThrowsAnyAsync<Exception>(() => Snapshot.Verify(Text, "sample", file));
        Assert.StartsWith($"There is no folder {Path.Combine(_folder, "none")}. The compiler named {file}", failure.Message, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<ArgumentNullException>(() => Snapshot.Verify((string)null!, "sample", file));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Verified => Path.Combine(_folder, "sample.verified.txt");

    private string Received => Path.Combine(_folder, "sample.received.txt");

    private Task Verify(string text, string name) => Snapshot.Verify(text, name, Path.Combine(_folder, "Tests.cs"));
}
