import type { SiteProblem } from "./placeholder-sites.ts";
import { isNameBuiltin } from "./placeholders-shell-builtins.ts";
import { READ_AS_INPUT, type ShellCommand, type ShellSite } from "./placeholders-shell-cursor.ts";

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

/**
 * What is wrong with giving a value to the command in which a placeholder stands: some commands take a word, or what
 * they read, for program text of a shell or another language. Null where the value stays data.
 */
export function programProblem(script: string, site: ShellSite): SiteProblem | null {
  const { command, word } = site;
  if (command === null) return null;
  const reader = word === READ_AS_INPUT ? stdinProgram(command) : null;
  if (reader !== null) return nested(site.name, reader);
  const texts = command.words.map(({ text }) => text);
  const head = headOf(command);
  const language =
    head === null || word <= head.at ? null : programLanguage(texts, head.name, head.at, word, script, site);
  return language === null ? pipedProblem(site.name, command) : nested(site.name, language);
}

/** The program that a command really runs, and which word names it. */
export function headOf({ words }: ShellCommand): { readonly name: string; readonly at: number } | null {
  const texts = words.map(({ text }) => text);
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
  if (TAKES_C.test(name) || TAKES_E.test(name) || Object.hasOwn(FIRST_WORD, awkOr(name))) return true;
  return name === "ssh" || name === "eval" || isNameBuiltin(name);
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

function pipedProblem(name: string, { pipesInto }: ShellCommand): SiteProblem | null {
  const reader = pipesInto === null ? null : stdinProgram(pipesInto);
  if (reader === null) return null;
  return {
    code: "placeholder-in-nested-program",
    level: "warning",
    text: `The command with {${name}} prints into ${reader}, which runs what it reads: make sure that the value is not part of that program. ${wayOut(name, reader)}`,
  };
}

function stdinProgram(command: ShellCommand): string | null {
  const texts = command.words.map(({ text }) => text);
  const head = headOf(command);
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
    text: `{${name}} stands in text that ${language} runs as a program, so a value such as \`; rm -rf /\` would be run, too. ${wayOut(name, language)}`,
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
