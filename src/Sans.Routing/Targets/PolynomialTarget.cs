using Sans.Core.Random;

namespace Sans.Routing.Targets;

/// <summary>
/// A random polynomial of all monomials up to a degree, including the constant (docs/method/routed-networks.md, 4.2). Its
/// normal coefficients are scaled so that their magnitudes sum to a given number. The distribution is a choice of this project
/// (7.2).
/// </summary>
internal sealed class PolynomialTarget : ITarget
{
    // A monomial of degree g is one of degree g - 1 times a variable that is not before its last one. Each has its parent and
    // the variable.
    private readonly int[] _parents;
    private readonly int[] _variables;
    private readonly double[] _coefficients;

    /// <summary>Draws a polynomial.</summary>
    /// <param name="dimension">Number of variables, at least 1.</param>
    /// <param name="degree">Highest degree, at least 1.</param>
    /// <param name="l1Norm">Sum of the magnitudes of all coefficients, above 0.</param>
    /// <param name="stream">
    /// The random stream. Each monomial draws a normal number, by degree, then in lexicographic order of the variables.
    /// </param>
    public PolynomialTarget(int dimension, int degree, double l1Norm, RandomStream stream)
    {
        List<int> parents = [-1];
        List<int> variables = [0];
        (int first, int end) = (0, 1);
        for (int g = 1; g <= degree; g++)
        {
            for (int parent = first; parent < end; parent++)
            {
                for (int v = variables[parent]; v < dimension; v++)
                {
                    parents.Add(parent);
                    variables.Add(v);
                }
            }

            (first, end) = (end, parents.Count);
        }

        _parents = [.. parents];
        _variables = [.. variables];
        _coefficients = new double[_parents.Length];
        double sum = 0;
        foreach (ref double coefficient in _coefficients.AsSpan())
        {
            coefficient = stream.NextNormal();
            sum += Math.Abs(coefficient);
        }

        foreach (ref double coefficient in _coefficients.AsSpan())
        {
            coefficient *= l1Norm / sum;
        }
    }

    /// <summary>Number of monomials: (d + degree)! / (d! degree!).</summary>
    public int MonomialCount => _coefficients.Length;

    /// <summary>The coefficients, by degree, then in lexicographic order of the variables.</summary>
    public ReadOnlySpan<double> Coefficients => _coefficients;

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<double> x)
    {
        Span<double> monomials = _coefficients.Length <= 4096 ? stackalloc double[_coefficients.Length] : new double[_coefficients.Length];
        monomials[0] = 1;
        double sum = _coefficients[0];
        for (int i = 1; i < monomials.Length; i++)
        {
            monomials[i] = monomials[_parents[i]] * x[_variables[i]];
            sum = Math.FusedMultiplyAdd(_coefficients[i], monomials[i], sum);
        }

        return sum;
    }
}
