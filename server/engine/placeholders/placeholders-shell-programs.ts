import type { SiteProblem } from "./placeholder-sites.ts";
import { isNameBuiltin } from "./placeholders-shell-builtins.ts";
import { READ_AS_INPUT, type ShellCommand, type ShellSite } from "./placeholders-shell-cursor.ts";

/** Commands that run the command behind their options and words of their own. */
const CARRIERS = new Set(
  `sudo doas env exec command builtin nohup nice ionice time timeout setsid stdbuf xargs chroot unshare nsenter flock find
   docker podman kubectl`.split(/\s+/),
);
const SHELLS = new Set("bash sh dash zsh ksh mksh ash fish".split(" "));
/** The option behind which, or in which, each of these takes a program. */
const PROGRAM_OPTIONS: readonly (readonly [names: RegExp, option: RegExp, joined: RegExp])[] = [
  [/^(?:su|runuser|sg|script|psql)$/, /^-[A-Za-z]*c$|^--command$/, /^--command=/],
  [/^python[0-9.]*$/, /^-[A-Za-z]*c$/, /^-c/],
  [/^perl[0-9.]*$/, /^-[A-Za-z0-9.]*[eE]$/, /^-[A-Za-z0-9.]*[eE]/],
  [/^(?:node|nodejs)$/, /^-p?e$|^-p$|^--(?:eval|print)$/, /^--(?:eval|print)=/],
  [/^(?:ruby|lua|osascript|Rscript)$/, /^-[A-Za-z]*e$/, /^-e/],
  [/^php$/, /^-r$/, /^-r/],
  [/^(?:mysql|mariadb)$/, /^-[A-Za-z]*e$|^--execute$/, /^(?:-e|--execute=)/],
];
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
/** They put their words together and have a shell read them again. */
const RUNS_WORDS = new Set(["eval", "watch", "parallel"]);
const SSH_TAKES = /^-[BbcDEeFIiJLlmOopQRSWw]$/;

/**
 * What is wrong with giving a value to the command in which a placeholder stands: some commands take a word, or what
 * they read, for program text of a shell or another language. Null where the value stays data.
 */
export function programProblem(script: string, site: ShellSite): SiteProblem | null {
  const { command, word } = site;
  if (command === null) return null;
  const reader = word === READ_AS_INPUT ? stdinProgram(command) : null;
  if (reader !== null) return nested(site.name, reader);
  const head = headOf(command);
  if (head !== null && word === head.at && head.name !== "[[") return commandNameProblem(site.name);
  const language = head === null || word < head.at ? null : programLanguage(script, head, site);
  return language === null ? pipedProblem(site.name, command) : nested(site.name, language);
}

/** The program that a command really runs, which of its words names it, and all of them as text. */
export type Head = { readonly name: string; readonly at: number; readonly texts: readonly string[] };

/** Kept for each command, since one command may hold thousands of placeholders. */
const HEADS = new WeakMap<ShellCommand, Head | null>();

export function headOf(command: ShellCommand): Head | null {
  const known = HEADS.get(command);
  if (known !== undefined) return known;
  const head = foundHead(command.words.map(({ text }) => text));
  HEADS.set(command, head);
  return head;
}

function foundHead(texts: readonly string[]): Head | null {
  const first = texts.findIndex((text) => !/^[A-Za-z_][A-Za-z0-9_]*(?:\[.*\])?\+?=/s.test(text));
  if (first < 0) return null;
  const name = baseName(texts[first]);
  const inner = CARRIERS.has(name)
    ? texts.findIndex((text, place) => place > first && isKnown(baseName(text)))
    : -1;
  return inner < 0 ? { name, at: first, texts } : { name: baseName(texts[inner]), at: inner, texts };
}

function baseName(word = ""): string {
  // What only shows when it runs may be nothing at all: `${maybe}eval`.
  const text = word.replaceAll("\0", "");
  return text.slice(text.lastIndexOf("/") + 1);
}

function isKnown(name: string): boolean {
  if (SHELLS.has(name)) return true;
  if (PROGRAM_OPTIONS.some(([names]) => names.test(name)) || Object.hasOwn(FIRST_WORD, awkOr(name)))
    return true;
  return RUNS_WORDS.has(name) || name === "ssh" || isNameBuiltin(name);
}

function awkOr(name: string): string {
  return /^[gmn]awk$/.test(name) ? "awk" : name;
}

/** The language for which the word is program text; null where it is none. */
function programLanguage(script: string, { name, at, texts }: Head, site: ShellSite): string | null {
  const { command, from, word } = site;
  const before = texts[word - 1] ?? "";
  const start = script.slice(command?.words[word]?.from ?? from, from);
  if (RUNS_WORDS.has(name)) return "the shell";
  if (name === "trap") return texts.slice(at + 1, word).every((text) => text === "--") ? "the shell" : null;
  if (name === "ssh") return isRemote(texts, at, word) ? "the other machine's shell" : null;
  if (SHELLS.has(name)) {
    const { isText, operand } = shellArguments(texts, at);
    return isText && operand === word ? name : null;
  }
  const options = PROGRAM_OPTIONS.find(([names]) => names.test(name));
  if (options !== undefined) return options[1].test(before) || options[2].test(start) ? name : null;
  const first = Object.hasOwn(FIRST_WORD, awkOr(name)) ? FIRST_WORD[awkOr(name)] : undefined;
  if (first === undefined) return null;
  const isSedOption =
    name === "sed" && (/^-[nErsuz]*e$|^--expression$/.test(before) || /^(?:--expression=|-e)/.test(start));
  return isSedOption || firstWord(texts, at, first) === word ? name : null;
}

/** What a shell is started with: `bash -eo pipefail -c TEXT`, `sh -s`, `bash FILE`. */
function shellArguments(
  texts: readonly string[],
  at: number,
): { isText: boolean; isStdin: boolean; operand: number } {
  let [isText, isStdin] = [false, false];
  let place = at + 1;
  for (
    let text = texts[place];
    text !== undefined && /^[-+]./.test(text) && text !== "--";
    text = texts[place]
  ) {
    const isCluster = /^-[A-Za-z]/.test(text);
    if (isCluster && text.includes("c")) isText = true;
    if (isCluster && text.includes("s")) isStdin = true;
    place += /^[-+][A-Za-z]*[oO]$|^--(?:rcfile|init-file)$/.test(text) ? 2 : 1;
  }
  if (texts[place] === "--" || texts[place] === "-") place += 1;
  return { isText, isStdin, operand: place };
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

/** Commands that print the words and documents they are given. */
const PRINTERS = new Set(["echo", "printf", "cat"]);

function pipedProblem(name: string, command: ShellCommand): SiteProblem | null {
  const reader = command.pipesInto === null ? null : stdinProgram(command.pipesInto);
  if (reader === null) return null;
  if (PRINTERS.has(headOf(command)?.name ?? "")) return nested(name, reader);
  return {
    code: "placeholder-in-nested-program",
    level: "warning",
    text: `The command with {${name}} prints into ${reader}, which runs what it reads: make sure that the value is no part of that. ${wayOut(name, reader)}`,
  };
}

function stdinProgram(command: ShellCommand): string | null {
  const head = headOf(command);
  if (head === null) return null;
  const { name, at, texts } = head;
  if (name === "ssh") {
    const destination = sshDestination(texts, at);
    const remote = texts.slice(destination + 1).filter((text) => !text.startsWith("-"));
    if (destination < 0) return null;
    return remote.every((text) => SHELLS.has(baseName(text))) ? "the other machine's shell" : null;
  }
  if (!READS_PROGRAM.test(name)) return null;
  if (SHELLS.has(name)) {
    const { isText, isStdin, operand } = shellArguments(texts, at);
    return !isText && (isStdin || operand >= texts.length) ? name : null;
  }
  if (/^(?:mysql|mariadb|psql|sqlite3|at|batch)$/.test(name)) return name;
  const own = texts.slice(at + 1);
  const options = PROGRAM_OPTIONS.find(([names]) => names.test(name));
  const isGiven = own.some(
    (text) => options?.[1].test(text) === true || (text !== "-" && !text.startsWith("-")),
  );
  return isGiven ? null : name;
}

function commandNameProblem(name: string): SiteProblem {
  return {
    code: "placeholder-as-command",
    level: "warning",
    text: `The value of {${name}} decides which program is run. Choose between fixed commands with \`case\`, or declare the type enum.`,
  };
}

function nested(name: string, language: string): SiteProblem {
  return {
    code: "placeholder-in-nested-program",
    level: "error",
    text: `{${name}} stands in text that ${language} runs as a program, so a value such as \`; rm -rf /\` would be run, too. ${wayOut(name, language)} Where the text itself is meant, write {{${name}}}.`,
  };
}

function wayOut(name: string, language: string): string {
  const types =
    "Or declare its type as integer, number, boolean, date, datetime, ip, or an enum of plain words.";
  if (language === "the shell") return `Call the command itself, without eval or trap. ${types}`;
  if (SHELLS.has(language))
    return `Give the value as an argument, as in ${language} -c 'echo "$1"' ${language} {${name}}, or read "$SIGNALBOX_INPUT_${name}" inside of the program. ${types}`;
  if (language === "the other machine's shell")
    return `Quote it for that shell: ssh HOST "command $(printf %q {${name}})". ${types}`;
  if (/awk$/.test(language))
    return `Give it with -v, as in awk -v value={${name}}, or read ENVIRON["SIGNALBOX_INPUT_${name}"]. ${types}`;
  if (language === "jq") return `Give it with --arg value {${name}} and write $value in the filter. ${types}`;
  if (/^(?:python|perl|ruby|node|php|lua)/.test(language))
    return `Read the environment variable SIGNALBOX_INPUT_${name} inside of the program. ${types}`;
  return types.replace("Or declare", "Declare");
}
