using Sans.Core.Activations;
using Sans.Core.Training;

namespace Sans.Runner.Health;

/// <summary>Trains one small network on each device of an engine and compares it with the embedded engine.</summary>
internal static class OtherEngineCheck
{
    /// <summary>
    /// The largest accepted difference of φ̄ between two engines. A near tie that is decided the other way changes it.
    /// </summary>
    private const double Tolerance = 0.005;

    /// <summary>Examines an engine.</summary>
    /// <param name="provider">The engine.</param>
    /// <param name="activations">The activations.</param>
    public static Finding Examine(IEngineProvider provider, IActivationRegistry activations)
    {
        string name = "engine " + provider.Name;
        try
        {
            IReadOnlyList<string> devices = provider.Devices();
            NetworkResult expected = EngineCheck.Train(Engines.Embedded, activations);
            List<string> texts = [];
            foreach (string device in devices)
            {
                NetworkResult found = EngineCheck.Train(new EngineChoice(provider.Name, () => provider, device), activations);
                double difference = Math.Abs(found.Test.MeanPhi - expected.Test.MeanPhi);
                if (!(difference <= Tolerance))
                {
                    return new Finding(name, FormattableString.Invariant(
                        $"on {device}, φ of a small training is {found.Test.MeanPhi}; the embedded engine has ")
                            + FormattableString.Invariant($"{expected.Test.MeanPhi}"), IsWrong: true);
                }

                texts.Add(
                    FormattableString.Invariant($"{device}: φ of a small training is {difference:E0} from that of the embedded engine"));
            }

            string details = provider.Create(devices[^1], activations, jobs: 1).Details is { } told ? told + "; " : "";
            return new Finding(name, details + string.Join("; ", texts) + (devices.Count == 1 ? "; no CUDA device" : ""));
        }
        catch (Exception e) when (e is EngineUnavailableException or TrialFailedException)
        {
            return new Finding(name, e.Message, IsWrong: true);
        }
    }
}
