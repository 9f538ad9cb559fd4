using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Sans.Torch;

/// <summary>The native libraries of this build, and advice where they do not work.</summary>
internal static partial class NativeBundle
{
    /// <summary>The file through which TorchSharp loads all others.</summary>
    public static string FileName { get; } = OperatingSystem.IsWindows()
        ? "LibTorchSharp.dll"
        : OperatingSystem.IsMacOS() ? "libLibTorchSharp.dylib" : "libLibTorchSharp.so";

    private static string Remedy => "Refer to one native bundle of this version for this system: TorchSharp-cpu (every system), "
        + "TorchSharp-cuda-windows or TorchSharp-cuda-linux (in the repository of the framework, TorchBackend names it). Then delete "
        + "the bin and obj folders and build again";

    /// <summary>The folders in which the runtime looks for native libraries.</summary>
    public static IEnumerable<string> Folders =>
        ((AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string) ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append(AppContext.BaseDirectory);

    /// <summary>
    /// The reason why the libraries do not load, with advice, or <see langword="null"/> where they do. TorchSharp blames a
    /// missing package reference for every reason, and copies half a gigabyte from the package folder.
    /// </summary>
    /// <param name="folders">The folders to search.</param>
    public static string? WhyNot(IEnumerable<string> folders)
    {
        if (folders.Select(f => Path.Combine(f, FileName)).FirstOrDefault(File.Exists) is not { } file)
        {
            return $"the native libraries of TorchSharp are missing: there is no {FileName} beside this program. {Remedy}";
        }

        try
        {
            // The file stays loaded, because TorchSharp loads it next.
            _ = NativeLibrary.Load(file);
            return null;
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            // The last line is what the system says.
            string[] lines = e.Message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return TooOld(lines[^1])
                ?? $"the native libraries of TorchSharp do not fit each other or this system ({lines[^1].TrimEnd('.')}). {Remedy}";
        }
    }

    /// <summary>
    /// The advice where the system's own libraries are too old for the loader of Linux, or <see langword="null"/> for another
    /// reason.
    /// </summary>
    /// <param name="reason">The message of the loader.</param>
    public static string? TooOld(string reason) => MissingVersion().Match(reason) is { Success: true } missing
        ? $"the libraries of this system are too old for TorchSharp: {Path.GetFileName(missing.Groups["library"].Value)} has no "
            + $"{missing.Groups["version"].Value}. It takes glibc 2.34 and the libstdc++ of GCC 13.2, or later ones, "
            + "as in Debian 13 or Ubuntu 24.04; without them, train with --engine cpu"
        : null;

    /// <summary>The advice for libraries that load, but not through TorchSharp.</summary>
    public static string LoadsAlone =>
        $"the native libraries of TorchSharp do not fit each other: {FileName} loads alone, but not for TorchSharp. {Remedy}";

    /// <summary>The advice for libraries of another version than TorchSharp requires.</summary>
    /// <param name="found">The behaviour of the libraries.</param>
    public static string AnotherVersion(string found) =>
        $"the native libraries beside this program are not those of this version of TorchSharp ({found.TrimEnd('.')}). {Remedy}";

    [GeneratedRegex(@"^(?<library>[^:]+): version .(?<version>(GLIBC|GLIBCXX|CXXABI)_[0-9.]+). not found")]
    private static partial Regex MissingVersion();
}
