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

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Verified => Path.Combine(_folder, "sample.verified.txt");

    private string Received => Path.Combine(_folder, "sample.received.txt");

    private Task Verify(string text, string name) => Snapshot.Verify(text, name, Path.Combine(_folder, "Tests.cs"));
}
