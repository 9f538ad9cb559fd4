namespace Sans.Configuration.Files;

/// <summary>The exceptions of file operations, and their reasons in words.</summary>
public static class FileProblem
{
    /// <summary>Whether the system refused a file or a folder.</summary>
    /// <param name="exception">The exception.</param>
    public static bool Is(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>The system's reason, for the end of a message that names the file.</summary>
    /// <param name="exception">The exception.</param>
    public static string Reason(Exception exception) =>
        exception is UnauthorizedAccessException ? exception.InnerException?.Message ?? "Permission denied" : exception.Message;
}
