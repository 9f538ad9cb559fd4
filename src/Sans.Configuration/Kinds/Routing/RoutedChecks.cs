using Sans.Configuration.Diagnostics;
using Sans.Configuration.Parsing;
using Sans.Configuration.Schema;

namespace Sans.Configuration.Kinds.Routing;

/// <summary>Rules that approximations and experts share.</summary>
internal static class RoutedChecks
{
    private const double MostMonomials = 100_000;

    /// <summary>Checks that a target and its domain fit together.</summary>
    public static void TargetFitsDomain(CheckContext context, RoutedPart target, RoutedPart? domain)
    {
        if (target.Name == RoutedSchemas.Table)
        {
            if (domain is not null)
            {
                context.Report(DiagnosticRules.Contradiction, ["domain"], "a 'table' brings its own inputs; remove 'domain'");
            }

            return;
        }

        long[] dimensions = Values(target, "dimension");
        long largest = domain?.Name == "subspace" ? Values(domain, "k").Max() : 0;
        if (largest > dimensions.Min())
        {
            context.Report(
                DiagnosticRules.Contradiction,
                ["domain.subspace.k", "domain"],
                $"'domain.subspace.k' is {ValueSchema.Format(largest)}, but inputs have {ValueSchema.Format(dimensions.Min())} "
                    + $"numbers ('target.{target.Name}.dimension')");
        }

        if (domain?.Name == "cube" && domain.Parameters
            .Single(p => p.Name == "low").Values
            .Max(v => (double)v) >= domain.Parameters.Single(p => p.Name == "high").Values.Min(v => (double)v))
        {
            context.Report(
                DiagnosticRules.Contradiction,
                ["domain.cube.low", "domain.cube.high", "domain"],
                "'domain.cube.low' must be less than 'domain.cube.high'");
        }

        if (target.Name == "polynomial" && Monomials(dimensions.Max(), Values(target, "degree").Max()) > MostMonomials)
        {
            context.Report(
                DiagnosticRules.Contradiction,
                ["target.polynomial.degree", "target.polynomial.dimension", "target"],
                $"a polynomial with these 'dimension' and 'degree' has more than {ValueSchema.Format(MostMonomials)} monomials");
        }
    }

    /// <summary>The whole numbers of a parameter.</summary>
    public static long[] Values(RoutedPart part, string parameter) =>
        part.Parameters.Single(p => p.Name == parameter).Values.Select(v => (long)v).ToArray();

    private static double Monomials(long dimension, long degree)
    {
        double count = 1;
        for (int i = 1; i <= degree; i++)
        {
            count = count * (dimension + i) / i;
        }

        return count;
    }
}
