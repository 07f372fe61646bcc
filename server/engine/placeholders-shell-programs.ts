import type { SiteProblem } from "./placeholder-sites.ts";
import { READ_AS_INPUT, type ShellCommand, type ShellSite } from "./placeholders-shell-words.ts";

/** Commands that run the command behind their options and words of their own. */
const CARRIERS = new Set(
  `sudo doas env exec command builtin nohup nice ionice time timeout setsid stdbuf xargs chroot unshare nsenter flock find
   docker podman kubectl watch parallel ssh su runuser`.split(/\s+/),
);
const SHELLS = new Set("bash sh dash zsh ksh mksh ash fish".split(" "));
/** `-c TEXT` and `--command TEXT` are programs of these. */
const TAKES_C = /^(?:bash|sh|dash|zsh|ksh|mksh|ash|fish|su|runuser|sg|script|psql|python[0-9.]*)$/;
/** `-e TEXT`, `--eval TEXT` and the like are programs of these. */
const TAKES_E = /^(?:perl[0-9.]*|ruby|node|nodejs|lua|php|osascript|Rscript|mysql|mariadb)$/;
const READS_PROGRAM =
  /^(?:bash|sh|dash|zsh|ksh|mksh|ash|fish|python[0-9.]*|perl[0-9.]*|ruby|node|nodejs|lua|php|mysql|mariadb|psql|sqlite3|at|batch|crontab)$/;
/** Their first word that is no option is a program; these options take a word with them. */
const FIRST_WORD: Readonly<Record<string, { readonly takes: RegExp; readonly instead: RegExp }>> = {
  awk: { takes: /^-[vF]$/, instead: /^(?:-f|--file)/ },
  sed: {
    takes: /^-[lfe]$|^--(?:expression|file|line-length)$/,
    instead: /^-[nErsuz]*[ef]|^--(?:expression|file)/,
  },
  jq: { takes: /^-[fL]$|^--(?:indent|from-file)$/, instead: /^(?:-f|--from-file)/ },
};
const SSH_TAKES = /^-[BbcDEeFIiJLlmOopQRSWw]$/;
const NAME_READERS = new Set([
  "unset",
  "read",
  "mapfile",
  "readarray",
  "declare",
  "typeset",
  "local",
  "readonly",
  "export",
]);
const DECLARERS = new Set(["declare", "typeset", "local", "readonly", "export"]);
const ARITHMETIC_TEST = /^-(?:eq|ne|lt|le|gt|ge)$/;

/**
 * What is wrong with giving a value to the command in which a placeholder stands: some commands take a word for program
 * text of a shell or another language, for arithmetic, or for the name of a variable with a subscript that bash works
 * out (`a[$(id)]`). A value in such a place would be more than data. Null where it stays data.
 */
export function commandProblem(
  script: string,
  site: ShellSite,
  isPlain: boolean,
  isNumeric: boolean,
): SiteProblem | null {
  const { command, word } = site;
  if (command === null || isPlain) return null;
  const read = word === READ_AS_INPUT ? stdinProblem(site.name, command) : null;
  if (read !== null) return read;
  const texts = command.words.map(({ text }) => text);
  const head = headOf(texts);
  if (word >= 0 && head !== null) {
    const { name, at } = head;
    if (word > at) {
      const language = programLanguage(texts, name, at, word, script, site);
      if (language !== null) return nested(site.name, language);
      if (!isNumeric && isArithmetic(texts, name, word)) return arithmetic(site.name);
      if (isVariableName(script, command, name, at, word, site)) return variableName(site.name, name);
    }
  }
  if (!isNumeric && word >= 0 && isSubscript(script, command, word, site)) return arithmetic(site.name);
  return pipedProblem(site.name, command);
}

/** The program that a command really runs, and which word names it. */
function headOf(texts: readonly string[]): { readonly name: string; readonly at: number } | null {
  let at = texts.findIndex((text) => !/^[A-Za-z_][A-Za-z0-9_]*(?:\[.*\])?\+?=/s.test(text));
  if (at < 0) return null;
  const first = baseName(texts[at]);
  if (CARRIERS.has(first) && first !== "su" && first !== "runuser") {
    const inner = texts.findIndex((text, place) => place > at && isKnown(baseName(text)));
    // What `ssh` runs elsewhere is a program as a whole, whatever it names.
    if (inner > 0 && first !== "ssh") at = inner;
  }
  return { name: baseName(texts[at]), at };
}

function baseName(text = ""): string {
  return text.slice(text.lastIndexOf("/") + 1);
}

function isKnown(name: string): boolean {
  return (
    TAKES_C.test(name) ||
    TAKES_E.test(name) ||
    Object.hasOwn(FIRST_WORD, awkOr(name)) ||
    name === "ssh" ||
    name === "eval" ||
    NAME_READERS.has(name) ||
    name === "printf" ||
    name === "test"
  );
}

function awkOr(name: string): string {
  return /^[gmn]awk$/.test(name) ? "awk" : name;
}

/** The language for which the word is program text; null where it is none. */
function programLanguage(
  texts: readonly string[],
  name: string,
  at: number,
  word: number,
  script: string,
  { command, from }: ShellSite,
): string | null {
  const before = texts[word - 1] ?? "";
  const start = script.slice(command?.words[word]?.from ?? from, from);
  if (name === "eval") return "the shell";
  if (name === "trap")
    return word === at + 1 || (texts[at + 1] === "--" && word === at + 2) ? "the shell" : null;
  if (
    TAKES_C.test(name) &&
    (/^-[A-Za-z]*c$/.test(before) || before === "--command" || start.startsWith("--command="))
  )
    return name;
  const isE = /^-[A-Za-z0-9.]*[eEpr]$/.test(before) || /^--(?:eval|print|execute)$/.test(before);
  if (TAKES_E.test(name) && (isE || /^--(?:eval|print|execute)=/.test(start))) return name;
  if (name === "ssh") return isRemote(texts, at, word) ? "the other machine's shell" : null;
  if (name === "watch" || name === "parallel") return "the shell";
  const first = Object.hasOwn(FIRST_WORD, awkOr(name)) ? FIRST_WORD[awkOr(name)] : undefined;
  if (first === undefined) return null;
  if (/^-[nErsuz]*e$|^--expression$/.test(before) || (name === "sed" && /^(?:--expression=|-e)/.test(start)))
    return name;
  return firstWord(texts, at, first) === word ? name : null;
}

function firstWord(
  texts: readonly string[],
  at: number,
  { takes, instead }: { takes: RegExp; instead: RegExp },
): number {
  for (let place = at + 1; place < texts.length; place += 1) {
    const text = texts[place] ?? "";
    if (!text.startsWith("-") || text === "-") return place;
    if (text === "--") return place + 1;
    if (instead.test(text)) return -1;
    if (takes.test(text)) place += 1;
    else if (/^--(?:arg|argjson|slurpfile|rawfile)$/.test(text)) place += 2;
  }
  return -1;
}

/** `ssh` puts all words behind the destination together and has the other side's shell read them again. */
function isRemote(texts: readonly string[], at: number, word: number): boolean {
  const destination = sshDestination(texts, at);
  return destination >= 0 && word > destination;
}

function sshDestination(texts: readonly string[], at: number): number {
  for (let place = at + 1; place < texts.length; place += 1) {
    const text = texts[place] ?? "";
    if (!text.startsWith("-")) return place;
    if (SSH_TAKES.test(text)) place += 1;
  }
  return -1;
}

function isArithmetic(texts: readonly string[], name: string, word: number): boolean {
  if (name === "let") return true;
  if (name !== "[[") return false;
  return ARITHMETIC_TEST.test(texts[word - 1] ?? "") || ARITHMETIC_TEST.test(texts[word + 1] ?? "");
}

/** `a[{n}]=…` and `a=([{n}]=…)`. */
function isSubscript(
  script: string,
  { words }: ShellCommand,
  word: number,
  { from, to, quoting }: ShellSite,
): boolean {
  const start = words[word]?.from;
  if (start === undefined || quoting !== "bare") return false;
  return (
    /(?:^[A-Za-z_][A-Za-z0-9_]*|\(|\s)\[[^\]]*$/.test(script.slice(start, from)) &&
    /^[^\]\n]*\]\+?=/.test(script.slice(to, to + 200))
  );
}

function isVariableName(
  script: string,
  { words }: ShellCommand,
  name: string,
  at: number,
  word: number,
  { from }: ShellSite,
): boolean {
  const before = words[word - 1]?.text ?? "";
  if (name === "[[" || name === "[" || name === "test") return before === "-v" || before === "-R";
  if (name === "printf") return before === "-v";
  if (!NAME_READERS.has(name)) return false;
  if (!DECLARERS.has(name)) return !/^-[A-Za-z]*[ptdnNiauCcsO]$/.test(before) || name === "unset";
  const options = words.slice(at + 1, word).filter(({ text }) => /^[-+]/.test(text));
  const isEvaluated = options.some(({ text }) => /^-[A-Za-z]*[aAin]/.test(text));
  const start = words[word]?.from ?? from;
  return isEvaluated || !script.slice(start, from).includes("=");
}

/** A here-document or here-string whose reader runs what it reads. */
function stdinProblem(name: string, command: ShellCommand): SiteProblem | null {
  const reader = stdinProgram(command);
  return reader === null ? null : nested(name, reader);
}

function pipedProblem(name: string, { pipesInto }: ShellCommand): SiteProblem | null {
  const reader = pipesInto === null ? null : stdinProgram(pipesInto);
  if (reader === null) return null;
  return {
    code: "placeholder-in-nested-program",
    level: "warning",
    text: `The command with {${name}} prints into ${reader}, which runs what it reads: make sure that the value is not part of that program. ${wayOut(reader)}`,
  };
}

function stdinProgram({ words }: ShellCommand): string | null {
  const texts = words.map(({ text }) => text);
  const head = headOf(texts);
  if (head === null) return null;
  const { name, at } = head;
  if (name === "ssh") {
    const destination = sshDestination(texts, at);
    const remote = texts.slice(destination + 1).filter((text) => !text.startsWith("-"));
    if (destination < 0) return null;
    return remote.every((text) => SHELLS.has(baseName(text))) ? "the other machine's shell" : null;
  }
  if (!READS_PROGRAM.test(name)) return null;
  const own = texts.slice(at + 1);
  const isDatabase = /^(?:mysql|mariadb|psql|sqlite3|at|batch)$/.test(name);
  const isFromFile =
    !isDatabase && !own.includes("-s") && own.some((text) => text !== "-" && !text.startsWith("-"));
  const isGiven = own.some((text) => /^-[A-Za-z]*[ce]$/.test(text));
  return isFromFile || (isGiven && !isDatabase) ? null : name;
}

function nested(name: string, language: string): SiteProblem {
  return {
    code: "placeholder-in-nested-program",
    level: "error",
    text: `{${name}} stands in text that ${language} runs as a program, so a value such as \`; rm -rf /\` would be run, too. ${wayOut(language)}`,
  };
}

function wayOut(language: string): string {
  const types =
    "Or declare its type as integer, number, boolean, date, datetime, ip, or an enum of plain words.";
  if (language === "the shell") return `Call the command itself, without eval or trap. ${types}`;
  if (SHELLS.has(language))
    return `Give the value as an argument, as in ${language} -c 'echo "$1"' ${language} {name}, or read "$SIGNALBOX_INPUT_name" inside of the program. ${types}`;
  if (language === "the other machine's shell")
    return `Quote it for that shell: ssh HOST "command $(printf %q {name})". ${types}`;
  if (/awk$/.test(language))
    return `Give it with -v, as in awk -v value={name}, or read ENVIRON["SIGNALBOX_INPUT_name"]. ${types}`;
  if (language === "jq") return `Give it with --arg value {name} and write $value in the filter. ${types}`;
  if (/^(?:python|perl|ruby|node|php|lua)/.test(language))
    return `Read the environment variable SIGNALBOX_INPUT_name inside of the program. ${types}`;
  return types.replace("Or declare", "Declare");
}

function arithmetic(name: string): SiteProblem {
  return {
    code: "placeholder-in-arithmetic",
    level: "error",
    text: `{${name}} stands in arithmetic, which shells evaluate: a value such as a[$(id)] would be run. Declare its type as integer.`,
  };
}

function variableName(name: string, builtin: string): SiteProblem {
  return {
    code: "placeholder-in-variable-name",
    level: "error",
    text: `{${name}} stands where ${builtin} takes the name of a variable, and bash runs what stands in the brackets of a name such as a[$(id)]. Choose between fixed names with \`case\`.`,
  };
}
