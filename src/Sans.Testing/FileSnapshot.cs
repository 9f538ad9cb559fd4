namespace Sans.Testing;

/// <summary>
/// Snapshots without Verify. They compare character by character, apart from the kind of line ends, and show the difference
/// with DiffPlex.
/// </summary>
internal static class FileSnapshot
{
    /// <inheritdoc cref="Snapshot.Verify(string, string, string)"/>
    public static Task Verify(string text, string name, string sourceFile)
    {
        string folder = SnapshotPlace.FolderOf(sourceFile);
        string verifiedFile = Path.Combine(folder, name + ".verified.txt");
        string receivedFile = Path.Combine(folder, name + ".received.txt");
        bool isNew = !File.Exists(verifiedFile);
        string verified = isNew ? "" : File.ReadAllText(verifiedFile).ReplaceLineEndings("\n");
        text = text.ReplaceLineEndings("\n");
        if (!isNew && verified == text)
        {
            File.Delete(receivedFile);
            return Task.CompletedTask;
        }

        File.WriteAllText(receivedFile, text);
        string message = isNew
            ? $"There is no {verifiedFile} yet. Read {receivedFile} and rename it to accept it:\n\n{text}"
            : $"{verifiedFile} (-) and {receivedFile} (+) differ; rename the second over the first to accept "
                + $"it:\n\n{LineDifference.Of(verified, text)}";

        // Thrown here, it also fails a test that forgets to await.
        throw new SnapshotException(message);
    }
}

/// <summary>The failure of a snapshot that differs from the verified text.</summary>
public sealed class SnapshotException(string message) : Exception(message);
