using System.Globalization;
using Sans.Reports.Pages;
using Sans.Reports.Tables;

namespace Sans.Runs;

/// <summary>The files of a finished run.</summary>
/// <param name="Table">The table, which is printed at the end.</param>
/// <param name="Files">The files.</param>
public sealed record StudyFiles(Table Table, IReadOnlyList<StudyFile> Files)
{
    /// <summary>Warnings for users of the files, in sentences.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>A file of a run. It may be large, so its text is made while it is written.</summary>
/// <param name="Name">Its name below the run folder, with <c>/</c> between folders.</param>
/// <param name="Write">Writes its text. Each call writes the same.</param>
public sealed record StudyFile(string Name, Action<TextWriter> Write)
{
    /// <summary>Makes a file with a text that exists.</summary>
    /// <param name="name">Its name below the run folder.</param>
    /// <param name="text">Its text.</param>
    public StudyFile(string name, string text)
        : this(name, writer => writer.Write(text))
    {
    }

    /// <summary>Its text, made anew.</summary>
    public string Text
    {
        get
        {
            using StringWriter text = new(CultureInfo.InvariantCulture);
            Write(text);
            return text.ToString();
        }
    }
}

/// <summary>The report of a run.</summary>
/// <param name="Page">The page. Its pictures are also files.</param>
/// <param name="Weights">
/// Name below the run folder of each file with trained weights, and a function that makes its content. Several files are made at
/// once.
/// </param>
public sealed record StudyReport(Page Page, IReadOnlyList<(string Name, Func<byte[]> Content)>? Weights = null);
