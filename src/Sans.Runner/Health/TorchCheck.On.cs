using Sans.Core.Activations;
using Sans.Core.Training;
using Sans.Runs;
using Sans.Torch;

namespace Sans.Runner.Health;

/// <summary>Trains one small network on each device and compares it with the embedded engine.</summary>
internal static class TorchCheck
{
    /// <summary>How far φ̄ of two engines may be apart: a near tie that is decided the other way moves it.</summary>
    private const double Tolerance = 0.005;

    public static Finding Examine(IActivationRegistry activations)
    {
        const string name = "engine torch";
        try
        {
            IReadOnlyList<string> devices = TorchDevice.All();
            NetworkResult expected = EngineCheck.Train(Engines.Embedded, activations);
            List<string> texts = [];
            foreach (string device in devices)
            {
                NetworkResult found = EngineCheck.Train(new EngineChoice("torch", device), activations);
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

            return new Finding(name, $"{TorchDevice.Open(devices[^1], 1).Details}; {string.Join("; ", texts)}" + (devices.Count == 1
                ? "; no CUDA device"
                : ""));
        }
        catch (Exception e) when (e is TorchUnavailableException or UserErrorException or TrialFailedException)
        {
            return new Finding(name, e.Message, IsWrong: true);
        }
    }
}
