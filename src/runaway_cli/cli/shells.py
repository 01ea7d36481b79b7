"""The scripts that make shells ask runaway what the word at the cursor can become.

Each hands over the words up to the cursor, without their quotes, and puts the quotes around what it
gets. Exit code 3 asks for names of files. `$RUNAWAY_BEHIND` is the rest of the line, as it is; fish
doesn't tell it.
"""

BASH = r"""
# Completion of runaway for bash. To have it in every new shell, add this line to ~/.bashrc:
#   eval "$(runaway completion bash)"

_runaway() {
    local program=$1 line=${COMP_LINE:0:COMP_POINT} word words=() offers
    type -P -- "$program" >/dev/null || program=runaway  # an alias

    # Put together again what bash cuts at "=" and ":", and take the quotes off.
    for word in "${COMP_WORDS[@]:0:COMP_CWORD+1}"; do
        if [[ $line == [[:space:]]* || ${#words[@]} == 0 ]]; then
            line=${line#"${line%%[![:space:]]*}"}
            words+=("")
        fi
        words[${#words[@]}-1]+=${line:0:${#word}}
        line=${line:${#word}}
    done
    local quote= cut= current=${words[${#words[@]}-1]}
    case $current in
        \"* | \'*) quote=${current:0:1} ;;
        *[=:]*) cut=${current%"${current##*[=:]}"} ;;
    esac
    for word in "${!words[@]}"; do
        case ${words[word]} in
            \"*) words[word]=${words[word]#\"} words[word]=${words[word]%\"} ;;
            \'*) words[word]=${words[word]#\'} words[word]=${words[word]%\'} ;;
            *) words[word]=${words[word]//\\/} ;;
        esac
    done

    COMPREPLY=()
    local -x RUNAWAY_BEHIND=${COMP_LINE:COMP_POINT}
    offers=$("$program" _complete -- "${words[@]:1}" 2>/dev/null)
    if [[ $? == 3 ]]; then
        compopt -o default 2>/dev/null || COMPREPLY=($(compgen -f -- "$2"))
        return
    fi
    while IFS= read -r word; do
        word=${word%%$'\t'*}
        word=${word#"$cut"}
        [[ $word ]] || continue
        case $quote in
            \") word=${word//\\/\\\\} word=${word//\"/\\\"}
                word=${word//\$/\\\$} word=${word//\`/\\\`} ;;
            \') word=${word//\'/\'\\\'\'} ;;
            *) [[ $word == *[!A-Za-z0-9,:=-]* ]] && printf -v word %q "$word" ;;
        esac
        COMPREPLY+=("$word")
    done <<<"$offers"
}

complete -F _runaway runaway
"""

ZSH = r"""
#compdef runaway
# Completion of runaway for zsh. To have it in every new shell, add this line to ~/.zshrc:
#   eval "$(runaway completion zsh)"

_runaway() {
    local program=${(Q)words[1]} said
    local -a before lines offers about
    (( $+commands[$program] )) || [[ -x $program ]] || program=runaway  # an alias
    before=("${(@Q)words[2,CURRENT-1]}")
    local -x RUNAWAY_BEHIND=$RBUFFER
    said=$($program _complete -- "${before[@]}" "${(Q)PREFIX}" 2>/dev/null)
    if (( $? == 3 )); then
        compset -P '*='
        _files
        return
    fi
    [[ -n $said ]] || return 1
    lines=("${(@f)said}")
    offers=("${(@)lines%%$'\t'*}")
    [[ $said == *$'\t'* ]] && about=(-l -d lines) lines=("${(@)lines/$'\t'/  -- }")
    compadd "${about[@]}" -M 'm:{[:lower:][:upper:]}={[:upper:][:lower:]}' -a offers
}

if [[ ${funcstack[1]} == _runaway ]]; then  # from a file, at the first Tab
    _runaway "$@"
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
    compdef _runaway runaway
fi
"""

FISH = r"""
# Completion of runaway for fish. To have it in every new shell, add this line to config.fish,
# which is in $__fish_config_dir:
#   runaway completion fish | source

function __runaway_offers
    set -l words (commandline -opc)
    set -l token (commandline -ct)
    set -l current (string unescape -- $token; or string trim -l -c '"\'' -- $token; or echo $token)
    set -l program $words[1]
    command -q -- $program; or set program runaway # an alias

    set -l offers ($program _complete -- $words[2..] "$current" 2>/dev/null)
    if test $status -eq 3
        set -l option (string match -r '^--[^=]*=' -- "$current")
        set -l path (string replace -- "$option" '' "$current")
        string join \n -- "$option"(__fish_complete_path "$path")
    else
        string join \n -- $offers
    end
end

complete -c runaway -f -a '(__runaway_offers)'
"""

SCRIPTS = {name: script.lstrip() for name, script in (("bash", BASH), ("zsh", ZSH), ("fish", FISH))}
