#:package Sans.Framework@0.1.0

// A program in one file: `dotnet run encode.cs`. It trains a network on a signal, encodes the signal, and prints the events.
using Sans.Core.Activations;
using Sans.Core.Models;
using Sans.Framework;

float[] signal = new float[1_200];
for (int t = 0; t < signal.Length; t++)
{
    // A pulse of 20 samples, every 60 samples.
    signal[t] = t % 60 < 20 ? MathF.Sin(MathF.PI * (t % 60) / 20) : 0;
}

SanTrainer<Extrema> trainer = new(new Extrema(BorderTolerance: 3))
{
    KernelSize = 20,
    Samples = 1_200,
    WindowLength = 100,
    Epochs = 20,
    Label = "pulses",
};
SanModel model = trainer.Fit(signal);
SanEncoding events = model.Encode(signal);
SanScore score = model.Evaluate(signal);
Console.WriteLine(FormattableString.Invariant($"{events.Count} events, φ {score.Phi:F4}"));
foreach (SanEvent e in events.Take(3))
{
    Console.WriteLine(FormattableString.Invariant($"kernel {e.Kernel} at {e.Position}: {e.Amplitude:F3}"));
}
