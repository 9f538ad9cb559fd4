using Sans.Core.Activations;
using Sans.Core.Models;
using Sans.Framework;
using Sans.Reports.Pages;

namespace Sans.EndToEnd.Tests;

/// <summary>The examples of docs/models.md and docs/explore.md.</summary>
internal static class ModelInCode
{
    /// <summary>Trains on one recording, applies the network to another, and keeps it.</summary>
    /// <returns>The reconstruction of the other recording.</returns>
    public static float[] Run()
    {
        Recording ecg = Recording.Load("patient01.csv", "ECG");
        SanModel model = new SanTrainer<Extrema>(new Extrema(BorderTolerance: 3)) { Kernels = 2, KernelSize = 60 }.Fit(ecg);
        SanEncoding events = model.Encode(Recording.Load("patient02.csv", "ECG"));
        float[] rebuilt = model.Decode(events);
        model.Save("ecg.safetensors");
        return rebuilt;
    }

    /// <summary>Writes the events of a recording that is read piece by piece.</summary>
    public static void WriteEvents()
    {
        using EventWriter writer = new("events", SanModel.Load("ecg.safetensors"));
        writer.Add(StoredRecording.Open("patient02.csv", "ECG"));
        writer.Complete();
    }

    /// <summary>Writes the page of a recording.</summary>
    public static void WritePage()
    {
        SanModel model = SanModel.Load("ecg.safetensors");
        Recording patient = Recording.Load("patient02.csv", "ECG");
        File.WriteAllText("patient02.html", HtmlPage.Write(RecordingPage.Of(model, patient, model.Encode(patient))));
    }
}
