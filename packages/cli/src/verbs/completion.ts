/** A script that asks `PROGRAM __complete WORD…` for what may come next. */
export function completionScript(shell: string, program: string): string {
  const name = `_${program.replace(/[^A-Za-z0-9]/g, "_")}`;
  switch (shell) {
    case "bash":
      return `${name}() {
  local line directive
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == :* ]]; then directive=\${line#:}; else COMPREPLY+=("\${line%%$'\\t'*}"); fi
  done < <(${program} __complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  if (( \${#COMPREPLY[@]} == 0 && (directive & 4) == 0 )); then COMPREPLY=($(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}")); fi
}
complete -o filenames -F ${name} ${program}
`;
    case "zsh":
      return `#compdef ${program}
${name}() {
  local -a choices
  local line directive=0
  while IFS= read -r line; do
    if [[ $line == :* ]]; then directive=\${line#:}; else choices+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}"); fi
  done < <(${program} __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)
  if (( \${#choices} )); then _describe '${program}' choices; elif (( (directive & 4) == 0 )); then _files; fi
}
compdef ${name} ${program}
`;
    default:
      return `function ${name}
  set -l words (commandline -opc) (commandline -ct)
  ${program} __complete $words[2..-1] 2>/dev/null | string match -v ':*'
end
complete -c ${program} -a '(${name})'
`;
  }
}
