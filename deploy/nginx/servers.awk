# What an nginx file says, one fact a line (run with LC_ALL=C, so that offsets are bytes):
#
#   server <number> <line> <offset where lines can be added> <own-line | joined>
#          at its end: before the line of the closing brace, or, when other words share that line, before the brace
#   name   <number> <one of its server_name>
#   has    <number> <line> <directive of the server itself> <its arguments>
#   broken <line> <why>
#
# It splits text as nginx does: words, quoted strings, comments, "${" inside a word, ";" and braces.

{
    text = $0 "\n"
    for (at = 1; at <= length(text); at++) read_character(substr(text, at, 1), offset + at - 1)
    offset += length(text)
}

END {
    if (quote != "") print "broken", quoted_at, "a quote that never ends"
    else if (depth > 0) print "broken", opened_at[depth], "a { that is never closed"
}

function read_character(character, position) {
    if (is_comment) {
        if (character == "\n") is_comment = 0
    } else if (is_escaped) {
        is_escaped = 0
        word = word character
    } else if (quote != "") {
        if (character == "\\") is_escaped = 1
        else if (character == quote) { quote = ""; end_word(1) }
        else word = word character
    } else if (character ~ /[ \t\r\n]/) {
        end_word(0)
    } else if (character == "#" && word == "") {
        is_comment = 1
    } else if ((character == "\"" || character == "'") && word == "") {
        quote = character
        quoted_at = NR
    } else if (character == "{" && word ~ /\$$/) {
        word = word character
    } else if (character == "{") {
        end_word(0)
        open_block()
    } else if (character == "}" && word ~ /\$\{[A-Za-z0-9_]*$/) {
        word = word character
    } else if (character == "}") {
        end_word(0)
        close_block(position)
    } else if (character == ";") {
        end_word(0)
        end_directive()
    } else {
        if (character == "\\") is_escaped = 1
        word = word character
    }
}

function end_word(was_quoted) {
    if (word == "" && !was_quoted) return
    if (words == 0) started_at = NR
    list[++words] = word
    word = ""
}

function open_block(    kind) {
    kind = list[1]
    note_directive()
    opened_at[++depth] = NR
    block[depth] = kind
    if (kind == "server" && (depth == 1 || block[depth - 1] == "http")) {
        current = ++servers
        server_depth = depth
        server_line = started_at
    }
    words = 0
}

function close_block(position) {
    if (depth == 0) { print "broken", NR, "a } without its {"; exit }
    if (current && depth == server_depth) {
        if (substr(text, 1, position - offset) ~ /^[ \t]*$/) print "server", current, server_line, offset, "own-line"
        else print "server", current, server_line, position, "joined"
        current = 0
    }
    depth--
    words = 0
}

function end_directive() {
    note_directive()
    words = 0
}

# Only what stands in the server itself, not in its locations.
function note_directive(    i, line) {
    if (!current || depth != server_depth || words == 0) return
    for (i = 2; i <= words; i++) {
        line = line " " list[i]
        if (list[1] == "server_name") print "name", current, list[i]
    }
    print "has", current, started_at, list[1] line
}
