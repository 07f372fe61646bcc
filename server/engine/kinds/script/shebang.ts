import { ownOf } from "../../json/json.ts";
import type { Interpreter } from "../../model/graph-content.ts";
import type { Edit } from "../../placeholders/sites/placeholder-sites.ts";
import { INTERPRETERS } from "../../shape/fields/kind-fields.ts";
import { cutWithMark } from "../../text/cut-text.ts";

/** The first line of a script, `#!/bin/bash -e`. */
export type Shebang = {
  /** The options that the interpreter is given; none if there is a problem. */
  readonly options: readonly string[];
  /** Why the line cannot be carried out. */
  readonly problem: ShebangProblem | null;
};

export type ShebangProblem = {
  /** A whole sentence, or several. */
  readonly text: string;
  readonly fix: ({ readonly label: string } & ShebangFix) | null;
};

type ShebangFix =
  | { readonly change: "interpreter"; readonly interpreter: Interpreter }
  | { readonly change: "text"; readonly edits: readonly Edit[] };

type Options = { readonly kept: readonly string[]; readonly refused: readonly string[] };

/** The programs that are one of the interpreters, by the name that a `#!` line has for them. */
const INTERPRETER_OF: Readonly<Record<string, Interpreter>> = {
  bash: "bash",
  sh: "sh",
  dash: "sh",
  ash: "sh",
  python3: "python3",
  python: "python3",
  node: "node",
  nodejs: "node",
};
/** Shells that bash can stand for, so that their line may be removed. */
const SHELLS: ReadonlySet<string> = new Set(["zsh", "ksh", "mksh"]);

const NO_SHEBANG: Shebang = { options: [], problem: null };

/**
 * Reads the `#!` line of a script. The runner starts the interpreter that the vertex names, so the line is carried out if
 * it names the same one: its options are passed on. An option that would keep the script from running as a file, such as
 * `-c`, `-n` or `-i`, is a problem, and so is another interpreter. The directory in the line has no meaning.
 */
export function readShebang(script: string, interpreter: Interpreter): Shebang {
  const line = /^#![^\r\n]*/.exec(script)?.[0];
  if (line === undefined) return NO_SHEBANG;
  const { program, words, refused: ofEnv } = programOf(line.slice(2));
  const name = program.split("/").at(-1) ?? "";
  const named = ownOf(INTERPRETER_OF, name);
  const removed = [{ from: 0, to: script.startsWith(`${line}\n`) ? line.length + 1 : line.length, text: "" }];
  const shown = cutWithMark(line, 80);
  if (named !== interpreter) {
    const wanted =
      named !== undefined
        ? `Set the interpreter to ${named}, or remove the line.`
        : `The interpreters are ${INTERPRETERS.join(", ")}: write the script for one of them${SHELLS.has(name) ? ", and remove the line" : ""}.`;
    const remove = { label: "Remove the #! line", change: "text", edits: removed } as const;
    return {
      options: [],
      problem: {
        text: `\`${shown}\` asks for ${name === "" ? "no interpreter" : name}, but the script is run by ${interpreter}. ${wanted}`,
        fix:
          named !== undefined
            ? { label: `Set the interpreter to ${named}`, change: "interpreter", interpreter: named }
            : SHELLS.has(name) || name === ""
              ? remove
              : null,
      },
    };
  }
  const { kept, refused: ofProgram } = OPTIONS[interpreter](words);
  const refused = [...ofEnv, ...ofProgram];
  if (refused.length === 0) return { options: kept, problem: null };
  const text = ["#!/usr/bin/env", ...(kept.length > 0 ? ["-S"] : []), name, ...kept].join(" ");
  return {
    options: [],
    problem: {
      text: `\`${shown}\` asks for ${refused.join(" ")}, which cannot be carried out when ${interpreter} runs a script from a file. Remove it.`,
      fix: {
        label: `Remove ${refused.join(" ")}`,
        change: "text",
        edits: [{ from: 0, to: line.length, text }],
      },
    },
  };
}

/** The program and its words, also behind `env` and `env -S`. Other options and variables of `env` are refused. */
function programOf(line: string): {
  readonly program: string;
  readonly words: readonly string[];
  readonly refused: readonly string[];
} {
  const [program = "", ...words] = line.split(/\s+/).filter((word) => word !== "");
  if (program.split("/").at(-1) !== "env") return { program, words, refused: [] };
  const refused: string[] = [];
  while (words[0] !== undefined && (words[0].startsWith("-") || words[0].includes("="))) {
    const word = words.shift() ?? "";
    if (/^-S./.test(word)) words.unshift(word.slice(2));
    else if (word !== "-S" && word !== "--split-string") refused.push(word);
  }
  return { program: words[0] ?? "", words: words.slice(1), refused };
}

/** The long names for `-o`; those of sh are the ones that every sh knows. */
const BASH_NAMES =
  /^(?:allexport|braceexpand|errexit|errtrace|functrace|hashall|noclobber|noglob|nounset|physical|pipefail|posix|privileged|verbose|xtrace)$/;
const SH_NAMES = /^(?:allexport|errexit|noclobber|noglob|nounset|verbose|xtrace)$/;

const OPTIONS: Readonly<Record<Interpreter, (words: readonly string[]) => Options>> = {
  bash: (words) =>
    optionsOf(words, {
      letters: /[abefhkpuvxBCEHPT]/,
      withValue: { o: BASH_NAMES },
      long: /^--(?:posix|norc|noprofile)$/,
    }),
  sh: (words) =>
    optionsOf(words, {
      letters: /[aefuvxC]/,
      withValue: { o: SH_NAMES },
      long: null,
    }),
  python3: (words) =>
    optionsOf(words, {
      letters: /[uBOEIsSbq]/,
      withValue: { W: /./, X: /./ },
      long: null,
    }),
  node: (words) =>
    optionsOf(words, {
      letters: null,
      withValue: {},
      long: /^--(?:max-old-space-size=|max-semi-space-size=|stack-size=|enable-source-maps$|no-warnings$|disable-warning=|no-deprecation$|throw-deprecation$|trace-[a-z-]+$|unhandled-rejections=|use-strict$|experimental-[a-z-]+$|harmony[a-z-]*$|dns-result-order=|use-openssl-ca$|use-bundled-ca$|use-system-ca$)/,
    }),
};

type Known = {
  readonly letters: RegExp | null;
  /** Letters that take a value, and what it must be like: the rest of their word in Python, or the next word. */
  readonly withValue: Readonly<Record<string, RegExp>>;
  readonly long: RegExp | null;
};

function optionsOf(words: readonly string[], { letters, withValue, long }: Known): Options {
  const kept: string[] = [];
  const refused: string[] = [];
  const queue = [...words];
  while (queue.length > 0) {
    const word = queue.shift() ?? "";
    // `-` and `--` only say that no more options follow.
    if (word === "-" || word === "--") continue;
    if (!/^[-+][A-Za-z]/.test(word)) {
      (long?.test(word) ? kept : refused).push(word);
      continue;
    }
    const sign = word[0] ?? "-";
    for (let place = 1; place < word.length; place += 1) {
      const letter = word[place] ?? "";
      const wanted = ownOf(withValue, letter);
      if (wanted === undefined) {
        (letters?.test(letter) ? kept : refused).push(sign + letter);
        continue;
      }
      const isAttached = (letter === "W" || letter === "X") && place + 1 < word.length;
      const value = isAttached ? word.slice(place + 1) : (queue.shift() ?? "");
      if (wanted.test(value)) kept.push(sign + letter, value);
      else refused.push(...[sign + letter, value].filter((part) => part !== ""));
      if (isAttached) break;
    }
  }
  return { kept, refused };
}
