export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/**
 * What a shell needs to complete `millrace`: each asks `millrace complete-words -- WORDS…` for a line `word<TAB>what it is` for each
 * candidate, or for the single line `:files`.
 */
export const completionScripts: Readonly<Record<Shell, string>> = {
  bash: `# millrace, for bash:  source <(millrace completion bash)
_millrace() {
  local words=("\${COMP_WORDS[@]:1:COMP_CWORD}") word quoted
  # blanks and quotes as the user has typed them are taken off; what follows is quoted again
  local index
  for index in "\${!words[@]}"; do
    printf -v quoted '%s' "\${words[index]}"
    quoted="\${quoted//\\\\/}"; quoted="\${quoted#[\\"\\']}"; quoted="\${quoted%[\\"\\']}"
    words[index]="$quoted"
  done
  local found
  found="$(millrace complete-words -- "\${words[@]}" 2>/dev/null)"
  COMPREPLY=()
  if [[ "$found" == ":files" ]]; then
    compopt -o default
    return
  fi
  compopt +o default
  while IFS=$'\\t' read -r word _; do
    [[ -n "$word" ]] && COMPREPLY+=("$(printf '%q' "$word")")
  done <<< "$found"
  [[ \${#COMPREPLY[@]} -eq 1 && "\${COMPREPLY[0]}" == *= ]] && compopt -o nospace
}
COMP_WORDBREAKS=\${COMP_WORDBREAKS//:/}
COMP_WORDBREAKS=\${COMP_WORDBREAKS//=/}
complete -F _millrace millrace
`,
  zsh: `#compdef millrace
# millrace, for zsh:  source <(millrace completion zsh)
_millrace() {
  local -a lines names
  local line word what
  lines=("\${(@f)$(millrace complete-words -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ "$lines[1]" == ":files" ]]; then
    _files
    return
  fi
  for line in $lines; do
    word="\${line%%$'\\t'*}"
    what="\${line#*$'\\t'}"
    [[ -n "$word" ]] && names+=("\${word//:/\\\\:}:$what")
  done
  _describe 'millrace' names
}
if [[ "$funcstack[1]" == "_millrace" ]]; then _millrace "$@"; else compdef _millrace millrace; fi
`,
  fish: `# millrace, for fish:  millrace completion fish | source
function __millrace_complete
  set -l words (commandline -opc)[2..-1] (string unescape -- (commandline -ct); or commandline -ct)
  set -l found (millrace complete-words -- $words 2>/dev/null)
  if test "$found[1]" = ":files"
    __fish_complete_path (commandline -ct)
    return
  end
  printf '%s\\n' $found
end
complete -c millrace -f -a '(__millrace_complete)'
`,
};
