/** What shells run at each Tab: names come from the platform, one a line, and are taken as they are. */
export const SCRIPTS = {
  bash: `_sdp() {
  mapfile -t COMPREPLY < <(sdp __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _sdp sdp
`,
  zsh: `#compdef sdp
_sdp() {
  local -a names
  names=("\${(@f)$(sdp __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  compadd -- \${names:#}
}
compdef _sdp sdp
`,
  fish: `function __sdp_complete
  set -l words (commandline -opc) (commandline -ct)
  sdp __complete -- $words[2..-1] 2>/dev/null
end
complete -c sdp -f -a '(__sdp_complete)'
`,
} as const;

export type ShellName = keyof typeof SCRIPTS;
