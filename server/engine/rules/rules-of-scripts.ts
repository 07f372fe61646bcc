import type { Rules } from "./rule.ts";

const vertex = (script: string, type = "string") =>
  `vertices:\n  A:\n    inputs: { x: { type: ${type} } }\n    script: |\n${script
    .split("\n")
    .map((line) => `      ${line}`)
    .join("\n")}`;

/** Rules about scripts, and about where `{name}` may stand in them. */
export const RULES_OF_SCRIPTS = {
  "script-empty": {
    level: "error",
    what: "A vertex has no script, so there is nothing to execute.",
    correct: "Write the script.",
    example: "vertices: { A: {} }",
  },
  shebang: {
    level: "error",
    what: "The `#!` line names another interpreter than the vertex, or asks for an option that cannot be carried out.",
    correct: "Set the interpreter, or remove the line or the option.",
    example: 'vertices: { A: { script: "#!/usr/bin/python3\\nprint(1)" } }',
  },
  "shell-syntax": {
    level: "warning",
    what: "The shell of the server cannot read the script; it is read there without executing it.",
    correct: "Correct the line that the finding names, unless the runner has another shell that can read it.",
    example: vertex("for n in 1 2; do\n  echo {x}\nfi"),
  },
  shellcheck: {
    level: "hint",
    what: "Shellcheck, which is installed on the server, remarks on a line of the script.",
    correct: "Look its code up on the pages of shellcheck, or leave the line as it is.",
    example: vertex("cd /srv\nrm $files {x}"),
  },
  "placeholder-in-quotes": {
    level: "error",
    what: "`{NAME}` stands in single quotes, in which the shell replaces nothing.",
    correct: "Use double quotes, or write `{{NAME}}` where the text itself is meant.",
    example: vertex("echo 'hello {x}'"),
  },
  "placeholder-in-quoted-document": {
    level: "error",
    what: "`{NAME}` stands in a here-document whose end is quoted, so the shell replaces nothing in it.",
    correct: "Take the quotes from the end's name, or write `{{NAME}}` where the text itself is meant.",
    example: vertex("cat <<'END'\n{x}\nEND"),
  },
  "placeholder-in-program": {
    level: "error",
    what: "`{NAME}` stands where another program reads it as program text, so that a value would be run.",
    correct: "Hand the value over as an argument or in the environment, as the finding says.",
    example: vertex('bash -c "echo {x}"'),
  },
  "placeholder-in-document-end": {
    level: "error",
    what: "`{NAME}` cannot name the end of a here-document.",
    correct: "Choose a fixed word.",
    example: vertex("cat <<{x}\ntext\n{x}"),
  },
  "placeholder-in-backquotes": {
    level: "error",
    what: "`{NAME}` stands in backquotes together with backslashes, which the shell reads twice.",
    correct: "Write `$( )` instead of the backquotes.",
    example: vertex("echo `echo \\\\a {x}`"),
  },
  "placeholder-in-expansion": {
    level: "error",
    what: "`{NAME}` stands in the pattern, the number or the quotes of an expansion, where shells differ.",
    correct: "Put it into a variable first.",
    example: vertex(`echo "\${HOME#{x}}"`),
  },
  "placeholder-in-arithmetic": {
    level: "error",
    what: "`{NAME}` stands where shells evaluate a number, and a value such as `a[$(id)]` would be run.",
    correct: "Declare the type of the input as integer.",
    example: vertex("echo $(({x} + 1))"),
  },
  "placeholder-in-redirection": {
    level: "error",
    what: "`{NAME}` stands behind `>&` or `<&`, where bash expands a value twice.",
    correct: "Write `>{NAME} 2>&1` for a file, or declare the type integer for a descriptor.",
    example: vertex("echo 1 >&{x}"),
  },
  "placeholder-in-variable-name": {
    level: "error",
    what: "`{NAME}` stands where the shell may take it for the name of a variable, and a value would be run.",
    correct: "Choose between fixed names with `case`.",
    example: vertex("unset {x}"),
  },
  "placeholder-in-function-name": {
    level: "error",
    what: "`{NAME}` cannot name a function.",
    correct: "Choose a fixed name.",
    example: vertex("function {x} { echo 1; }"),
  },
  "placeholder-in-list": {
    level: "error",
    what: "`{NAME}` is given to a builtin as a whole list, and bash runs what stands in such a value.",
    correct: "Put it into parentheses: `list=({NAME})`.",
    example: vertex("declare -a list={x}"),
  },
  "placeholder-in-format": {
    level: "error",
    what: "`{NAME}` stands where printf takes its format or an option, and a value would be run.",
    correct: "Write `printf '%s' {NAME}`.",
    example: vertex("printf {x}"),
  },
  "placeholder-unclear": {
    level: "error",
    what: "It is not clear how the shell reads `{NAME}` there, as behind a syntax error.",
    correct: 'Correct the syntax, or read `"$NAME"` instead.',
    example: vertex("if true; then echo {x}"),
  },
  "placeholder-too-many": {
    level: "error",
    what: "A script has more than 5,000 placeholders.",
    correct: "Put a value into a variable once, and use that.",
    example: `${vertex("echo {x}")} # and 5,000 more`,
  },
  "placeholder-escaped": {
    level: "warning",
    what: "A backslash before `{NAME}` keeps it as text.",
    correct: "Write `{{NAME}}` for the text, or two backslashes for a backslash and the value.",
    example: vertex("echo {x} \\{x}"),
  },
  "placeholder-as-command": {
    level: "warning",
    what: "The value of `{NAME}` decides which program is run.",
    correct: "Choose between fixed commands with `case`, or declare the type enum.",
    example: vertex("{x} --version"),
  },
  "placeholder-in-code": {
    level: "warning",
    what: "`{NAME}` is a placeholder in shell scripts only; Python and JavaScript read it as their own braces.",
    correct: "Read the value from the environment, as the finding says.",
    example:
      "vertices: { A: { interpreter: python3, script: 'print(\"{x}\")', inputs: { x: { type: string } } } }",
  },
} as const satisfies Rules;
