using System.Runtime.CompilerServices;
using DiffEngine;

namespace Sans.Testing;

/// <summary>Snapshots through Verify.Xunit, with the files and the difference of the form without it.</summary>
internal static class VerifySnapshot
{
    /// <summary>No diff tool opens, and files have no byte-order mark.</summary>
    [ModuleInitializer]
    internal static void Configure()
    {
        DiffRunner.Disabled = true;
        VerifierSettings.UseUtf8NoBom();
    }

    /// <inheritdoc cref="Snapshot.Verify(string, string, string)"/>
    public static async Task Verify(string text, string name, string sourceFile)
    {
        VerifySettings settings = new();
        settings.UseDirectory(SnapshotPlace.FolderOf(sourceFile));
        settings.UseFileName(name);
        settings.DisableScrubbers();
        settings.UseStringComparer((received, verified, _) =>
            Task.FromResult(CompareResult.NotEqual(LineDifference.Of(verified, received))));
        await Verifier.Verify(text, settings, sourceFile);
    }
}
