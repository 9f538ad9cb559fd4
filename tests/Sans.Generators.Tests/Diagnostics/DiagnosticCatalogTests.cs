extern alias generators;
using System.Globalization;
using generators::Sans.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Sans.Configuration.Diagnostics;
using Sans.Generators.Tests.Harness;

namespace Sans.Generators.Tests.Diagnostics;

public sealed class DiagnosticCatalogTests
{
    public static TheoryData<string> Ids => [.. DiagnosticDescriptors.ById.Keys];

    [Fact]
    public void Descriptors_equal_the_rules_of_the_reader()
    {
        foreach (DiagnosticRule rule in DiagnosticRules.All.Where(r => !r.IsRunTimeOnly))
        {
            DiagnosticDescriptor descriptor = DiagnosticDescriptors.ById[rule.Id];
            Assert.Equal(
                (rule.Title, rule.Category, rule.Level.ToString(), rule.Help),
                (descriptor.Title.ToString(
                    CultureInfo.InvariantCulture), descriptor.Category, descriptor.DefaultSeverity.ToString(), descriptor.HelpLinkUri));
        }

        Assert.Equal(
            DiagnosticRules.All.Where(r => !r.IsRunTimeOnly).Select(r => r.Id),
            DiagnosticDescriptors.ById.Values.Where(d => d.Category != "Sans.Activation").Select(d => d.Id));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_diagnostic_has_a_release_row(string id)
    {
        DiagnosticDescriptor descriptor = DiagnosticDescriptors.ById[id];
        string rows = Read("AnalyzerReleases.Shipped.md") + Read("AnalyzerReleases.Unshipped.md");

        Assert.Contains(
            $"\n{id} | {descriptor.Category} | {descriptor.DefaultSeverity} | {descriptor.Title}\n", rows, StringComparison.Ordinal);

        static string Read(string file) =>
            File.ReadAllText(Repository.PathOf("generators/Sans.Generators/" + file)).ReplaceLineEndings("\n");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_diagnostic_has_a_page(string id)
    {
        string page = DocumentationPage.Of(id).Text;

        Assert.StartsWith($"# {id}: {DiagnosticDescriptors.ById[id].Title}\n", page, StringComparison.Ordinal);
        Assert.Contains($"{Severity(id)} {id}: ", page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_diagnostic_has_its_severity_in_the_global_configuration(string id)
    {
        string expected = Severity(id) == "info" ? "suggestion" : Severity(id);
        Assert.Contains(
            $"\ndotnet_diagnostic.{id}.severity = {expected}\n",
            File.ReadAllText(Repository.PathOf(".globalconfig")).ReplaceLineEndings("\n"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Diagnostics_of_a_run_alone_have_a_page()
    {
        foreach (DiagnosticRule rule in DiagnosticRules.All.Where(r => r.IsRunTimeOnly))
        {
            Assert.StartsWith($"# {rule.Id}: {rule.Title}\n", DocumentationPage.Of(rule.Id).Text, StringComparison.Ordinal);
            Assert.Contains(
                $"{rule.Level.ToString().ToLowerInvariant()} {rule.Id}: ", DocumentationPage.Of(rule.Id).Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Samples_of_every_page_behave_as_it_says(string id)
    {
        DocumentationPage page = DocumentationPage.Of(id);
        if (page.Blocks.Count == 1)
        {
            // SANS900 is a defect of the generator. No sample of a user causes it.
            Assert.Equal(DiagnosticDescriptors.GeneratorFailed.Id, id);
            return;
        }

        IEnumerable<string> diagnostics = page.ProjectOf(0).Run().Diagnostics
            .Select(d => d.Replace(": SANS", $": {Severity(id)} SANS", StringComparison.Ordinal));
        Assert.Equal(page.Blocks[1], "text\n" + string.Join("\n", diagnostics) + "\n");
        page.ProjectOf(2).Run().Compile();
    }

    private static string Severity(string id) => DiagnosticDescriptors.ById[id].DefaultSeverity.ToString().ToLowerInvariant();
}
