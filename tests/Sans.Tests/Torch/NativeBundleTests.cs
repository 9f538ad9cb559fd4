using Sans.Torch;

namespace Sans.Tests.Torch;

/// <summary>Faults of native libraries have a message on every system, even if they do not load there.</summary>
public sealed class NativeBundleTests
{
    /// <summary>The library is missing, or another file is in its place.</summary>
    [Fact]
    public void What_is_wrong_with_native_libraries_is_said()
    {
        string folder = Directory.CreateTempSubdirectory("sans-native").FullName;
        try
        {
            Assert.StartsWith(
                $"the native libraries of TorchSharp are missing: there is no {NativeBundle.FileName} beside this program. Refer to",
                NativeBundle.WhyNot([folder]),
                StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(folder, NativeBundle.FileName), "not a library");
            string reason = NativeBundle.WhyNot([folder])!;
            Assert.StartsWith(
                "the native libraries of TorchSharp do not fit each other or this system (", reason, StringComparison.Ordinal);
            Assert.EndsWith("delete the bin and obj folders and build again", reason, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', reason);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The message of the Linux loader.</summary>
    [Theory]
    [InlineData(
        "/lib/x86_64-linux-gnu/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by /a/b/libLibTorchSharp.so)",
        "libstdc++.so.6 has no GLIBCXX_3.4.32")]
    [InlineData("/lib64/libc.so.6: version `GLIBC_2.34' not found (required by /a/b/libLibTorchSharp.so)", "libc.so.6 has no GLIBC_2.34")]
    [InlineData("/a/b/libtorch_cpu.so: undefined symbol: _ZN5torch3jit", null)]
    [InlineData("libtorch.so: cannot open shared object file: No such file or directory", null)]
    [InlineData("/a/b/libtorch.so: version `LIBTORCH_2' not found (required by /a/b/libLibTorchSharp.so)", null)]
    public void Libraries_of_the_system_that_are_too_old_are_named(string reason, string? missing)
    {
        string? said = NativeBundle.TooOld(reason);
        Assert.Equal(missing is not null, said is not null);
        if (missing is not null)
        {
            Assert.StartsWith($"the libraries of this system are too old for TorchSharp: {missing}. It takes glibc 2.34 and the "
                + "libstdc++ of GCC 13.2, or later ones", said, StringComparison.Ordinal);
            Assert.EndsWith("train with --engine cpu", said, StringComparison.Ordinal);
        }
    }
}
