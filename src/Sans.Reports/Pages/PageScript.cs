using System.Security.Cryptography;
using System.Text;

namespace Sans.Reports.Pages;

/// <summary>
/// The script of all pages: <c>page.js</c> without comments and spaces, and with short names. It shows values, toggles series,
/// moves signals, sorts tables, and draws whole recordings.
/// </summary>
internal static class PageScript
{
    /// <summary>The script, in one line.</summary>
    public static string Text { get; } = Read();

    /// <summary>The hash by which a content security policy allows the script and no other.</summary>
    public static string Hash { get; } = "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    private static string Read()
    {
        using Stream stream = typeof(PageScript).Assembly.GetManifestResourceStream("page.js")!;
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd().TrimEnd();
    }
}
