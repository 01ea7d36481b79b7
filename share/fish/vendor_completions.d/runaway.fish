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
