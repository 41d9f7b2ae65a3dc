/** A script that asks `PROGRAM __complete WORD…` for what may come next; for kubectl the program that it looks for. */
export function completionScript(shell: string, program: string): string {
  const name = `_${program.replace(/[^A-Za-z0-9]/g, "_")}`;
  switch (shell) {
    case "bash":
      return bash(name, program);
    case "zsh":
      return zsh(name, program);
    case "fish":
      return fish(name, program);
    case "kubectl":
      return `#!/bin/sh\nexec ${program} __complete "$@"\n`;
    default:
      return powershell(program);
  }
}

function bash(name: string, program: string): string {
  return `${name}() {
  local line directive=0
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == :* ]]; then directive=\${line#:}; else COMPREPLY+=("\${line%%$'\\t'*}"); fi
  done < <(${program} __complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  if (( \${#COMPREPLY[@]} == 0 && (directive & 4) == 0 )); then
    while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}")
    compopt -o filenames 2>/dev/null
  fi
}
complete -F ${name} ${program}
`;
}

function zsh(name: string, program: string): string {
  return `#compdef ${program}
${name}() {
  local -a choices
  local line value prefix="" directive=0
  [[ \${words[CURRENT]} == --*=* ]] && prefix="\${words[CURRENT]%%=*}="
  while IFS= read -r line; do
    if [[ $line == :* ]]; then directive=\${line#:}; continue; fi
    value="$prefix\${line%%$'\\t'*}"
    choices+=("\${value//:/\\\\:}:\${line#*$'\\t'}")
  done < <(${program} __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)
  if (( \${#choices} )); then _describe '${program}' choices; elif (( (directive & 4) == 0 )); then _files; fi
}
if [[ \${funcstack[1]} == "_${program}" ]]; then ${name} "$@"; else compdef ${name} ${program}; fi
`;
}

function fish(name: string, program: string): string {
  return `function ${name}
  set -l last (commandline -ct)
  set -l words (commandline -opc) $last
  set -l prefix (string match -r -- '^--[^=]*=' $last; or echo)
  for line in (${program} __complete $words[2..-1] 2>/dev/null)
    if string match -q -- ':*' $line
      if test $line = ':0'
        __fish_complete_path $last
      end
    else
      echo $prefix$line
    end
  end
end
complete -c ${program} -f -a '(${name})'
`;
}

function powershell(program: string): string {
  return `Register-ArgumentCompleter -Native -CommandName '${program}' -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  if ($wordToComplete -eq '') { $words += '""' }
  & '${program}' __complete @words 2>$null | Where-Object { $_ -notlike ':*' } | ForEach-Object {
    $value, $text = $_ -split "\`t", 2
    if (-not $text) { $text = $value }
    [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $text)
  }
}
`;
}
