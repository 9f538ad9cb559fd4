using System.CommandLine;
using Sans.Runner.Output;

namespace Sans.Runner.Commands;

/// <summary><c>sans completion SHELL</c>: the script that completes words of <c>sans</c> in a shell.</summary>
internal static class CompletionCommand
{
    private static readonly (string Shell, string SetUp, string Script)[] Shells =
    [
        ("bash", "eval \"$(sans completion bash)\" in ~/.bashrc", """
            _sans() {
                local IFS=$'\n'
                COMPREPLY=($(compgen -W "$(sans "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2> /dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _sans sans
            """),
        ("zsh", "eval \"$(sans completion zsh)\" in ~/.zshrc, behind compinit", """
            _sans() {
                local -a words_of_sans
                words_of_sans=("${(@f)$(sans "[suggest:${#BUFFER}]" "${BUFFER}" 2> /dev/null)}")
                compadd -a words_of_sans
                [[ -n "${words_of_sans[1]}" ]] || _files
            }
            compdef _sans sans
            """),
        ("pwsh", "sans completion pwsh | Out-String | Invoke-Expression in $PROFILE", """
            Register-ArgumentCompleter -Native -CommandName sans -ScriptBlock {
                param($wordToComplete, $commandAst, $cursorPosition)
                sans "[suggest:$cursorPosition]" "$commandAst" 2> $null | ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
                }
            }
            """),
    ];

    public static Command Create(SansConsole console)
    {
        Command command = new("completion", "Print the script that completes words of `sans` in a shell.");
        foreach ((string shell, string setUp, string script) in Shells)
        {
            Command ofShell = new(shell, $"Set up with: {setUp}.");
            ofShell.SetAction(_ =>
            {
                console.Output.Write(script.ReplaceLineEndings("\n") + "\n");
                return ExitCode.Success;
            });
            command.Add(ofShell);
        }

        return command;
    }
}
