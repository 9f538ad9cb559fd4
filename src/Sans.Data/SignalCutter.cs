using System.Runtime.Intrinsics;
using Sans.Configuration;
using Sans.Core.Training;

namespace Sans.Data;

/// <summary>Cuts a signal into normalised windows and splits them, in order, into train, validation and test.</summary>
internal static class SignalCutter
{
    /// <summary>The windows of a signal.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="settings">The settings of the cut, and the treatment of invalid data.</param>
    /// <exception cref="DatasetException">The signal cannot be used.</exception>
    public static PreparedSignal Cut(Signal signal, CutSettings settings)
    {
        (WindowConfig window, SplitConfig split, Normalization normalization, InvalidData policy) = settings;
        if (split.By == SplitBy.Window
            && window.Samples != WindowConfig.AllSamples
            && signal.Samples.Length < window.Samples
            && policy != InvalidData.SkipWindow)
        {
            throw new DatasetException(FormattableString.Invariant(
                $"{signal.Origin} has {signal.Samples.Length:N0} samples{InWindows(signal)}{Files(signal)}; 'window.samples' asks for ")
                    + FormattableString.Invariant(
                        $"{window.Samples:N0}. Choose another signal or fewer samples, or 'on_invalid: skip_window'"));
        }

        Scale(signal, settings);
        int interpolated = policy == InvalidData.Interpolate ? Interpolation.FillIn(signal) : 0;
        List<string> skipped = [];
        int vanished = 0;
        var plan = WindowPlan.Of(signal, window, split);
        SignalWindows train = Part("train", plan.Train), validation = Part("validation", plan.Validation), test = Part("test", plan.Test);
        List<string> notes = [.. signal.Notes];
        if (interpolated > 0)
        {
            notes.Add(FormattableString.Invariant($"{interpolated:N0} missing samples interpolated"));
        }

        if (SingleNumbers.Note(vanished) is { } lost)
        {
            notes.Add(lost);
        }

        if (skipped.Count > 0)
        {
            var reasons = skipped.GroupBy(reason => reason).Select(g => FormattableString.Invariant($"{g.Count()} {g.Key}"));
            notes.Add(FormattableString.Invariant($"{skipped.Count} of {plan.Count} windows left out ({string.Join(", ", reasons)})"));
        }

        return new PreparedSignal(train, validation, test, notes.Count == 0
            ? null
            : string.Join("; ", notes), ReadingRecord.Of(signal, window, split, plan));

        SignalWindows Part(string name, IReadOnlyList<int> windows)
        {
            float[] samples = new float[windows.Count * (long)window.Length];
            int filled = 0;
            foreach (int first in windows)
            {
                Span<float> ready = samples.AsSpan(filled, window.Length);
                if (TryWindow(signal, first, settings, ready, out string? reason, out string? problem))
                {
                    filled += window.Length;
                    vanished += normalization == Normalization.Standardize
                        ? 0
                        : SingleNumbers.CountVanished(signal.Samples.AsSpan(first, window.Length), ready);
                }
                else if (policy == InvalidData.SkipWindow)
                {
                    skipped.Add(reason!);
                }
                else
                {
                    throw new DatasetException($"{signal.Origin}: {problem}");
                }
            }

            return filled > 0
                ? new SignalWindows(filled == samples.Length ? samples : samples[..filled], window.Length)
                : throw new DatasetException($"{signal.Origin}: none of the windows of 'split.{name}' can be used");
        }
    }

    /// <summary>The words for samples of whole windows, where gaps or ends of files leave others over.</summary>
    private static string InWindows(Signal signal) => signal.Recorded?.Pieces.Sum(p => p.Read) is { } read && read > signal.Samples.Length
        ? FormattableString.Invariant($" in whole windows, of {read:N0} samples between gaps and ends of files") : "";

    /// <summary>The files of a signal with the samples of each, where there are several.</summary>
    private static string Files(Signal signal)
    {
        const int Most = 5;
        string[] files =
        [
            .. (signal.Recorded?.Pieces ?? []).GroupBy(p => p.File)
                .Select(g => FormattableString.Invariant($"{Path.GetFileName(g.Key)} {g.Sum(p => p.Read):N0}")),
        ];
        return files.Length < 2 ? "" : $": {string.Join(", ", files.Take(Most))}{(files.Length > Most ? ", …" : "")}";
    }

    private static string Place(Signal signal, int sample) => signal.Recorded?.PlaceOf(sample) is { } place ? $", in {place}" : "";

    /// <summary>Scales the samples of windows in place, where the settings say so.</summary>
    private static void Scale(Signal signal, CutSettings settings)
    {
        if (settings.Normalization is not (Normalization.Unit or Normalization.Symmetric))
        {
            return;
        }

        Span<double> samples = signal.Samples.AsSpan(0, settings.Split.By == SplitBy.Window
            ? Math.Min(signal.Samples.Length, settings.Window.Samples)
            : signal.Samples.Length);
        (double minimum, double maximum) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double sample in samples)
        {
            // A missing sample is NaN and compares with nothing.
            minimum = sample < minimum ? sample : minimum;
            maximum = sample > maximum ? sample : maximum;
        }

        if (DatasetScale.For(settings.Normalization, minimum, maximum) is { } scale)
        {
            foreach (ref double sample in samples)
            {
                sample = scale.Of(sample);
            }
        }
    }

    /// <summary>
    /// Makes a normalised window, or gives the reason why it cannot be used. The reason has a form for counts and a form for an
    /// error.
    /// </summary>
    private static bool TryWindow(
        Signal signal, int first, CutSettings settings, Span<float> window, out string? reason, out string? problem)
    {
        int length = settings.Window.Length;
        int last = first + length - 1;
        (reason, problem) = (null, null);
        if (last >= signal.Samples.Length)
        {
            (reason, problem) = ("behind the end of the signal", FormattableString.Invariant($"there are no samples {first} to {last}"));
            return false;
        }

        bool isStandardized = settings.Normalization == Normalization.Standardize;
        ReadOnlySpan<double> samples = signal.Samples.AsSpan(first, length);
        for (int t = isStandardized ? FirstNotFinite(samples) : 0; t < length; t++)
        {
            window[t] = (float)samples[t];
            if (isStandardized ? !double.IsFinite(samples[t]) : !float.IsFinite(window[t]))
            {
                (reason, problem) = double.IsNaN(samples[t])
                    ? ("with missing samples", FormattableString.Invariant(
                        $"sample {first + t} is missing{Place(signal, first + t)}. Choose other samples")
                            + (settings.IsFromCode ? "" : ", or 'on_invalid: skip_window' or 'interpolate'"))
                    : ("with numbers beyond float32", FormattableString.Invariant(
                        $"sample {first + t} is {samples[t]:R}, which float32 cannot hold"));
                return false;
            }
        }

        if (!isStandardized || WindowNormalization.Standardize(samples, window) is not { } wrong)
        {
            return true;
        }

        (reason, problem) = (
            "without variance",
            FormattableString.Invariant($"samples {first} to {last} {wrong}. Choose other samples")
                + (settings.IsFromCode ? " or Normalization.None" : ", 'normalize: none' or 'on_invalid: skip_window'"));
        return false;
    }

    /// <summary>The index of the first sample that is not finite, or the number of samples.</summary>
    private static int FirstNotFinite(ReadOnlySpan<double> samples)
    {
        int t = 0;
        for (; t <= samples.Length - Vector512<double>.Count; t += Vector512<double>.Count)
        {
            // The difference of a number from itself is 0 where it is finite.
            var some = Vector512.LoadUnsafe(in samples[t]);
            if (!Vector512.EqualsAll(some - some, default))
            {
                break;
            }
        }

        while (t < samples.Length && double.IsFinite(samples[t]))
        {
            t++;
        }

        return t;
    }
}

/// <summary>The settings for cutting a signal.</summary>
/// <param name="Window">The length of windows, and the number of samples that they are cut from.</param>
/// <param name="Split">The split of windows into train, validation and test.</param>
/// <param name="Normalization">The normalisation of each window.</param>
/// <param name="OnInvalid">The treatment of unusable samples and windows.</param>
internal sealed record CutSettings(WindowConfig Window, SplitConfig Split, Normalization Normalization, InvalidData OnInvalid)
{
    /// <summary>Whether they are those of C#, which has no keys to advise.</summary>
    public bool IsFromCode { get; init; }
}

/// <summary>A signal cut into windows.</summary>
/// <param name="Train">Windows to learn from.</param>
/// <param name="Validation">Windows to choose weights by.</param>
/// <param name="Test">Windows to test on.</param>
/// <param name="Note">The note about invalid data, or <see langword="null"/> for none.</param>
/// <param name="Reading">The record of what was read, or <see langword="null"/> for a generated signal.</param>
internal sealed record PreparedSignal(
    SignalWindows Train, SignalWindows Validation, SignalWindows Test, string? Note, DataReading? Reading);
