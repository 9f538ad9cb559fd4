using System.Runtime.CompilerServices;
using Sans.Reports.Tables;

namespace Sans.Testing;

/// <summary>
/// Snapshot tests: a text is compared with <c>NAME.verified.txt</c> beside the test. Where they differ, the test fails with the
/// differing lines and leaves <c>NAME.received.txt</c>. Renaming that file accepts the change.
/// </summary>
/// <remarks>
/// Built with <c>UseVerify=true</c> the same calls go through Verify.Xunit, with the same file names. Call them from within a
/// test method.
/// </remarks>
public static class Snapshot
{
    /// <summary>Compares the text form of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="name">Name of the snapshot, unique within the folder, without path separators.</param>
    /// <param name="sourceFile">The test file, filled in by the compiler.</param>
    /// <returns>A task to await. Without Verify, the call itself fails, so that no test passes by a forgotten await.</returns>
    /// <exception cref="ArgumentException">The name is not part of a file's name.</exception>
    /// <exception cref="SnapshotException">The texts differ, or there is no verified text.</exception>
    public static Task Verify(Table table, string name, [CallerFilePath] string sourceFile = "")
    {
        ArgumentNullException.ThrowIfNull(table);
        return Verify(TextTable.Write(table), name, sourceFile);
    }

    /// <summary>Compares a text. Every kind of line end counts as LF.</summary>
    /// <inheritdoc cref="Verify(Table, string, string)"/>
    /// <param name="text">The text.</param>
    /// <param name="name">Name of the snapshot, unique within the folder, without path separators.</param>
    /// <param name="sourceFile">The test file, filled in by the compiler.</param>
    public static Task Verify(string text, string name, [CallerFilePath] string sourceFile = "")
    {
        ArgumentNullException.ThrowIfNull(text);
        SnapshotPlace.RequireName(name);
#if USE_VERIFY
        return VerifySnapshot.Verify(text, name, sourceFile);
#else
        return FileSnapshot.Verify(text, name, sourceFile);
#endif
    }
}
