using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Sans.Reports.Pages;

namespace Sans.Tests.Reports.Pages;

public sealed partial class PageScriptTests
{
    private const int MostBytes = 12 * 1024;

    [GeneratedRegex("<script>(.*)</script>", RegexOptions.Singleline)]
    private static partial Regex Script { get; }

    [Fact]
    public void The_script_has_at_most_twelve_kilobytes() => Assert.InRange(Encoding.UTF8.GetByteCount(PageScript.Text), 1, MostBytes);

    /// <summary>Whoever changes page.js renames the received file over page.short.js.</summary>
    [Fact]
    public void The_short_script_is_that_of_page_js()
    {
        string folder = Pages(), received = Path.Combine(folder, "page.short.received.js");
        string script = ScriptShortener.Shorten(File.ReadAllText(Path.Combine(folder, "page.js")).ReplaceLineEndings("\n")) + "\n";
        if (script == File.ReadAllText(Path.Combine(folder, "page.short.js")))
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, script);
        Assert.Fail($"page.short.js is not made of page.js. Rename {received} over it.");
    }

    /// <summary>A browser runs the script whose hash the policy has, and no other.</summary>
    [Fact]
    public void The_policy_allows_the_script_of_the_page_only()
    {
        string html = HtmlPage.Write(new Page("page", [], []));
        byte[] script = Encoding.UTF8.GetBytes(Script.Match(html).Groups[1].Value);
        Assert.Contains($"script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(script))}'", html, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src 'unsafe-inline'", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("// A comment.\nconst first = 1, second = first / 2;\n", "const a=1,b=a/2;")]
    [InlineData("const names = e.names.map(n => ({ names: n, n: [...names] }));", "const a=c.names.map(b=>({names:b,n:[...a]}));")]
    [InlineData("if (one) {\n  one();\n}\nelse return two;", "if(a){a()}else return b;")]
    [InlineData("const word = \"one  two\", mark = /a b|\\//;", "const a=\"one  two\",b=/a b|\\//;")]
    [InlineData("const line = `x ${ line + `y` } z`;", "const a=`x ${a+`y`} z`;")]
    public void Comments_spaces_and_long_names_go(string source, string shortened) =>
        Assert.Equal(shortened, ScriptShortener.Shorten(source));

    /// <summary>The words of a page, and a closing tag, do not occur in the script.</summary>
    [Fact]
    public void Nothing_in_the_script_ends_its_element()
    {
        Assert.DoesNotContain("</script", PageScript.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<!--", PageScript.Text, StringComparison.Ordinal);
    }

    private static string Pages([CallerFilePath] string file = "") => Path.GetFullPath(
        Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", "..", "src", "Sans.Reports", "Pages"));
}
