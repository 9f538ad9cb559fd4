using System.Collections;
using Sans.Core.Numerics;
using Sans.Core.Training;

namespace Sans.Networks.Tables;

/// <summary>The numbers of first kernels of nested trainings as networks of their own, each with its row.</summary>
internal static class NestedOutcomes
{
    /// <summary>The outcomes with a network for each number of first kernels. Other trainings stay as they are.</summary>
    /// <param name="outcomes">The outcomes of trainings.</param>
    public static Outcomes<NetworkTrial, NetworkResult> Of(Outcomes<NetworkTrial, NetworkResult> outcomes)
    {
        if (outcomes.Plan.All(t => t.Nested.Count == 0))
        {
            return outcomes;
        }

        Dictionary<string, NetworkResult> results = new(StringComparer.Ordinal);
        Dictionary<string, string> failures = new(StringComparer.Ordinal);
        List<NetworkTrial> plan = [];
        foreach (NetworkTrial trial in outcomes.Plan)
        {
            NetworkTrial[] prefixes = trial.Nested.Count == 0 ? [trial] : [.. trial.Nested.Select(q => Of(trial, q))];
            plan.AddRange(prefixes);
            for (int p = 0; p < prefixes.Length; p++)
            {
                if (outcomes.Results.TryGetValue(trial.Key, out NetworkResult? result))
                {
                    results.Add(prefixes[p].Key, result.Nested.Count == 0 ? result : Of(result, result.Nested[p]));
                }
                else if (outcomes.Failures.TryGetValue(trial.Key, out string? reason))
                {
                    failures.Add(prefixes[p].Key, reason);
                }
            }
        }

        return new Outcomes<NetworkTrial, NetworkResult>(plan, results, failures);
    }

    /// <summary>The first kernels of a training as a network of their own. All kernels are the training itself.</summary>
    /// <param name="result">The training.</param>
    /// <param name="prefix">The measures of the first kernels.</param>
    public static NetworkResult Of(NetworkResult result, NestedResult prefix)
    {
        if (prefix.KernelCount == result.Trial.KernelCount)
        {
            return result;
        }

        DigestBuilder digest = new();
        digest.Add(result.Digest);
        digest.Add(prefix.KernelCount);
        return result with
        {
            Trial = Of(result.Trial, prefix.KernelCount),
            Validation = prefix.Validation,
            Test = prefix.Test,
            Kernels = new FirstKernels(result.Kernels, prefix.KernelCount),
            Digest = digest.Text(),
            SilentKernelCount = prefix.SilentKernelCount,
            Measures = prefix.Measures,
            Nested = default,
        };
    }

    private static NetworkTrial Of(NetworkTrial trial, int kernelCount)
    {
        if (kernelCount == trial.KernelCount)
        {
            return trial;
        }

        int[] sizes = [.. trial.KernelSizes.Take(kernelCount)];
        return trial with
        {
            KernelCount = kernelCount,
            KernelSize = sizes.Max(),
            MixedKernelSizes = sizes.Distinct().Count() == 1 ? default : new(sizes),
            Nested = default,
        };
    }

    /// <summary>The first of some kernels. They may be left in the journal until they are needed.</summary>
    private sealed class FirstKernels(IReadOnlyList<float[]> all, int count) : IReadOnlyList<float[]>
    {
        public int Count => count;

        public float[] this[int index] => all[index];

        public IEnumerator<float[]> GetEnumerator() => all.Take(count).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
