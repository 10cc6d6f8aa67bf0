# SPDX-License-Identifier: Apache-2.0
# For scripts that run a document's examples: `block FILE TEXT LANGUAGE` prints the first block of that language after the
# line of the file that has this text; `run_lines` runs each line of its input, as typed, and counts them in `ran`.
block() {
  awk -v text="$2" -v fence="\`\`\`$3" \
    'index($0, text) {found = 1} found && /^```$/ && inside {exit} inside {print} found && $0 == fence {inside = 1}' "$1"
}

run_lines() {
  ran=0
  while read -r command; do
    echo "\$ $command"
    eval "$command" >out 2>err || { cat err; exit 1; }
    ran=$((ran + 1))
  done
}
