# Completion of taizhang for bash 4 or newer, with descriptions. It needs no other package.
#
# A row is kind|name|other names|what it takes|description, where the kind is c for a command, o for
# an option, p for an argument by its place, and v for a value of the option or place named first.

# Sets the rows that hold for a command: those of every command, then its own.
_taizhang_load() {
    rows=()
    _taizhang_rows '*'
    local every=("${rows[@]}")
    rows=()
    _taizhang_rows "$1"
    rows=("${every[@]}" "${rows[@]}")
}

# Sets the words before and at the cursor, without the breaks that bash makes at = and :.
_taizhang_split() {
    local at word joins=
    words=()
    for ((at = 0; at <= COMP_CWORD; at++)); do
        word=${COMP_WORDS[at]}
        if [[ $word == [=:]* || -n $joins ]] && ((at > 1)); then
            words[${#words[@]} - 1]+=$word
        else
            words+=("$word")
        fi
        joins=
        [[ $word == *[=:] ]] && joins=1
    done
    return 0
}

# Reads the row of kind $1 that is called $2 into the caller's variables, if there is one.
_taizhang_find() {
    for row in "${rows[@]}"; do
        IFS='|' read -r kind name other takes text <<<"$row"
        [[ $kind == "$1" && ($name == "$2" || $other == "$2") ]] && return 0
    done
    return 1
}

# Tells whether an option waits for a value.
_taizhang_waits() {
    local row kind name other takes text
    _taizhang_find o "$1" || return 1
    option=$name
    [[ -n $takes ]]
}

# Goes down to the command called $1, if the present one has it.
_taizhang_descend() {
    local row kind name other takes text
    _taizhang_find c "$1" || return 1
    path=${path:+$path }$name
    _taizhang_load "$path"
}

# Offers a name that begins with what was typed, or the first of the other names that does.
_taizhang_offer() {
    local name
    for name in "$1" $2; do
        [[ $name == "$current"* ]] || continue
        names+=("$name")
        texts+=("$3")
        return 0
    done
    return 0
}

# Offers the rows of kind $1; for values, those of the option or place $2.
_taizhang_offer_rows() {
    local row kind name other takes text
    for row in "${rows[@]}"; do
        IFS='|' read -r kind name other takes text <<<"$row"
        [[ $kind == "$1" ]] || continue
        if [[ $kind == v ]]; then
            [[ $name == "$2" ]] && _taizhang_offer "$other" "$takes" "$text"
        else
            _taizhang_offer "$name" "$other" "$text"
        fi
    done
    return 0
}

# Offers what the option or argument in row kind $1, name $2 takes.
_taizhang_offer_values() {
    local row kind name other takes text
    _taizhang_offer_rows v "$2"
    ((${#names[@]} == 0)) || return 0
    for row in "${rows[@]}"; do
        IFS='|' read -r kind name other takes text <<<"$row"
        [[ $kind == "$1" && $name == "$2" ]] || continue
        case $takes in
        file) compopt -o default 2>/dev/null ;;
        folder) compopt -o dirnames 2>/dev/null ;;
        esac
    done
    return 0
}

# Sets the place of the argument at the cursor: the next one, or the last where it may repeat.
_taizhang_place() {
    local row kind name other takes text last=
    place=$((arguments + 1))
    for row in "${rows[@]}"; do
        IFS='|' read -r kind name other takes text <<<"$row"
        [[ $kind == p ]] || continue
        last=$name
        if [[ $other == more ]] && ((place > last)); then place=$last; fi
    done
    return 0
}

# Sets the cells that a text takes: one for ASCII, two for anything else.
_taizhang_measure() {
    local wide=${1//[[:ascii:]]/}
    cells=$((${#1} + ${#wide}))
}

# Cuts a text to so many cells.
_taizhang_cut() {
    local at character used=0
    for ((at = 0; at < ${#1}; at++)); do
        character=${1:at:1}
        _taizhang_measure "$character"
        if ((used + cells > $2 - 2)) && ((at + 1 < ${#1})); then
            cut=${1:0:at}…
            return 0
        fi
        used=$((used + cells))
    done
    cut=$1
}

# Answers with the offered names; where there are several, each with its description behind it.
# Those would be inserted when bash cycles through the answers or inserts them all.
_taizhang_answer() {
    local at cells cut gap widest=0 room line
    COMPREPLY=()
    if ((${#names[@]} < 2)) || [[ $COMP_TYPE == 37 || $COMP_TYPE == 42 ]]; then
        for at in "${!names[@]}"; do
            line=${names[at]}
            # What the shell itself would act on, like the value >=, goes in quoted.
            [[ $line == *[\<\>]* ]] && line="'$line'"
            COMPREPLY+=("$prefix$line")
        done
        return 0
    fi
    for at in "${!names[@]}"; do
        _taizhang_measure "${names[at]}"
        ((cells > widest)) && widest=$cells
    done
    room=$((${COLUMNS:-80} - widest - 5))
    for at in "${!names[@]}"; do
        line=$prefix${names[at]}
        if [[ -n ${texts[at]} ]] && ((room >= 8)); then
            _taizhang_measure "${names[at]}"
            gap=$((widest - cells + 2))
            _taizhang_cut "${texts[at]}" "$room"
            printf -v line '%s%*s(%s)' "$line" "$gap" '' "$cut"
        fi
        COMPREPLY+=("$line")
    done
}

_taizhang() {
    local -a words rows names=() texts=()
    local path= option= waiting= arguments=0 place current prefix= word at
    _taizhang_split
    _taizhang_load ''
    for ((at = 1; at < ${#words[@]} - 1; at++)); do
        word=${words[at]}
        if [[ -n $waiting ]]; then
            waiting=
        elif [[ $word == -*=* ]]; then
            :
        elif [[ $word == -?* ]]; then
            _taizhang_waits "$word" && waiting=1
        elif ! _taizhang_descend "$word"; then
            arguments=$((arguments + 1))
        fi
    done
    current=${words[${#words[@]} - 1]}
    if [[ -z $waiting && $current == --*=* ]] && _taizhang_waits "${current%%=*}"; then
        [[ $COMP_WORDBREAKS == *=* ]] || prefix=${current%%=*}=
        current=${current#*=}
        waiting=1
    fi
    if [[ -n $waiting ]]; then
        _taizhang_offer_values o "$option"
    elif [[ $current == -* ]]; then
        _taizhang_offer_rows o
    else
        _taizhang_offer_rows c
        _taizhang_place
        ((${#names[@]})) || _taizhang_offer_values p "$place"
    fi
    _taizhang_answer
}

if ! complete -o nosort -F _taizhang taizhang 2>/dev/null; then
    complete -F _taizhang taizhang
fi
