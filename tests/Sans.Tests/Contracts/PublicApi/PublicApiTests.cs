using System.Reflection;
using System.Runtime.CompilerServices;
using PublicApiGenerator;
using Sans.Runner;

namespace Sans.Tests.Contracts.PublicApi;

/// <summary>
/// The public types and members of each assembly. Code of researchers depends on them, so a change must be intended. To
/// accept a change, rename the received file over the verified one. Members that nobody needs outside of an assembly
/// are internal.
/// </summary>
public sealed class PublicApiTests
{
    private const string OnRequest = "Sans.Torch";

    public static TheoryData<string> Libraries => [.. Assemblies().Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Libraries))]
    public Task Types_and_members_are_verified(string library) => Snapshot.Verify(TextOf(Assemblies()[library]), library);

    [Fact]
    public void Every_room_is_verified()
    {
        string folder = Folder();
        string[] verified = [.. Directory.GetFiles(folder, "*.verified.txt").Select(f => Path.GetFileName(f)[..^".verified.txt".Length])];
        Assert.Equal(Assemblies().Keys.Order(StringComparer.Ordinal), verified.Order(StringComparer.Ordinal));
        Assert.True(verified.Length > 10);
    }

    /// <summary>The public types and members of an assembly as C#.</summary>
    internal static string TextOf(Assembly assembly) =>
        assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n") + "\n";

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    /// <summary>The assemblies of the program and of the snapshot tests, by name.</summary>
    private static Dictionary<string, Assembly> Assemblies()
    {
        Dictionary<string, Assembly> found = [];
        Queue<Assembly> next = new([typeof(SansApplication).Assembly, typeof(Snapshot).Assembly]);
        while (next.TryDequeue(out Assembly? assembly))
        {
            if (found.TryAdd(assembly.GetName().Name!, assembly))
            {
                foreach (AssemblyName name in assembly.GetReferencedAssemblies().Where(n => n.Name!.StartsWith("Sans.", StringComparison.Ordinal)))
                {
                    next.Enqueue(Assembly.Load(name));
                }
            }
        }

        // Its own tests, which are built with it, verify it.
        found.Remove(OnRequest);
        return found;
    }
}
