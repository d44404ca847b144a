# ruleid: bash-eval
eval "ls $1"
# ruleid: bash-eval
eval "$USER_INPUT"
# ok: bash-eval
eval "$(ssh-agent -s)"
# ok: bash-eval
eval 'date'
