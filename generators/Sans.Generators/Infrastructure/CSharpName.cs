using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Sans.Generators.Infrastructure;

/// <summary>Names on their way between YAML (<c>kernel_size</c>) and C# (<c>KernelSize</c>).</summary>
internal static class CSharpName
{
    /// <summary>The name in snake case: <c>KernelSize</c> becomes <c>kernel_size</c>, <c>KLWeight</c> becomes <c>kl_weight</c>.</summary>
    public static string Snake(string name)
    {
        StringBuilder snake = new();
        for (int i = 0; i < name.Length; i++)
        {
            bool startsWord = char.IsUpper(name[i])
                && i > 0
                && name[i - 1] != '_'
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            snake.Append(startsWord ? "_" : "").Append(char.ToLowerInvariant(name[i]));
        }

        return snake.ToString();
    }

    /// <summary>
    /// Whether a name consists of words of lower-case letters and digits, joined by single underscores, and begins with a
    /// letter.
    /// </summary>
    public static bool IsSnake(string name) =>
        name.Length > 0
        && name[0] is >= 'a' and <= 'z'
        && name.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_')
        && !name.Contains("__")
        && name[name.Length - 1] != '_';

    /// <summary>A name that can stand in code even if it is a keyword.</summary>
    public static string Escape(string identifier) =>
        SyntaxFacts.GetKeywordKind(identifier) == SyntaxKind.None ? identifier : "@" + identifier;

    /// <summary>A valid namespace for any project name: <c>My-App.2d</c> becomes <c>My_App._2d</c>.</summary>
    public static string Namespace(string name) => string.Join(
        ".",
        name.Split(['.'], StringSplitOptions.RemoveEmptyEntries).Select(part =>
        {
            string letters = new(part.Select(c => SyntaxFacts.IsIdentifierPartCharacter(c) ? c : '_').ToArray());
            return Escape(SyntaxFacts.IsIdentifierStartCharacter(letters[0]) ? letters : "_" + letters);
        }));
}
