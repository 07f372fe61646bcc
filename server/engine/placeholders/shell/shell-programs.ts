import type { ShellWord, WordReading } from "./shell-word.ts";

/** Programs that may read all their words as program text; see docs/decisions/022. */
const RUNS_ALL_WORDS = /^(?:ssh|sed|[gmn]?awk|jq|watch|parallel|sqlite3)$/;
const SHELL = /^(?:ba|da|z|k|mk|a|fi|c|tc)?sh$/;
const PYTHON = /^python[0-9.]*$/;
/** A program with an option that is followed by, or contains, program text. */
type Interpreter = {
  readonly name: RegExp;
  readonly option: RegExp;
  /** True if the words behind the program text are not options. */
  readonly takesArguments?: true;
  /** True if it can run a file. The words behind the file are not options. */
  readonly takesFile?: true;
};
const INTERPRETERS: readonly Interpreter[] = [
  { name: SHELL, option: /^-[A-Za-z]*c/, takesArguments: true, takesFile: true },
  { name: PYTHON, option: /^-[A-Za-z]*c/, takesArguments: true, takesFile: true },
  {
    name: /^(?:perl|ruby|node|nodejs|lua)[0-9.]*$/,
    option: /^-[A-Za-z0-9.]*[eEp]|^--(?:eval|print)/,
    takesFile: true,
  },
  { name: /^php[0-9.]*$/, option: /^-[A-Za-z]*[rBRE]/, takesFile: true },
  { name: /^(?:su|runuser|psql)$/, option: /^-[A-Za-z]*c|^--command/ },
  { name: /^(?:mysql|mariadb)$/, option: /^-[A-Za-z]*e|^--execute/ },
];
/** Programs that do not run their words. Without this list, `grep ssh {file}` would be refused. */
const RUNS_NOTHING =
  /^(?:echo|printf|test|\[|[ef]?grep|apt|apt-get|dnf|yum|systemctl|service|which|type|pgrep|pkill|ls|cat|cp|mv|rm)$/;
/** A word behind `-c` or `-e` that looks like a path or a setting. For an unknown program it counts as data. */
const PLAIN_TEXT = /^[A-Za-z0-9_./:=@%,+-]*$/;

const UNKNOWN = "the program named before it";

/** For each word of a command, the language in which it is run; null if it is only data. */
export function programReadings(words: readonly ShellWord[]): readonly (WordReading | null)[] {
  const head = headOf(words);
  if (runsNothing(words)) return [];
  const reading = new ProgramReader();
  return words.map((word, place) => {
    const language = place < head ? null : reading.languageFor(word);
    if (place >= head) reading.readOn(word);
    return language === null ? null : { kind: "program", language };
  });
}

/** Reads the words of a command one by one, and decides how the next one is read. */
class ProgramReader {
  private all: string | null = null;
  private interpreter: (Interpreter & { readonly language: string }) | null = null;
  private isProgram = false;
  private hasFile = false;
  /** For ssh: the first word behind `ssh --` can only be the destination. */
  private destination: "behind-options" | "next" | null = null;
  /** True if the next word is only the name of the program that runs, such as the second `sh` in `sh -c 'echo "$1"' sh {v}`. */
  private isName = false;
  private before = "";

  languageFor({ text, beginsWithPlaceholder }: ShellWord): string | null {
    const { all, interpreter, before } = this;
    if (all !== null) return this.destination === "next" ? null : all;
    if (interpreter !== null) {
      if (this.isProgram || interpreter.option.test(text)) return interpreter.language;
      const mayBeOption = interpreter.takesFile === true ? !this.hasFile : !before.startsWith("-");
      return beginsWithPlaceholder && mayBeOption ? interpreter.language : null;
    }
    const isJoined = /^--(?:command|eval|execute)=/.test(text);
    const isBehindOption = /^-[A-Za-z]?[ce]$|^--(?:command|eval|execute)$/.test(before);
    return (isJoined || isBehindOption) && !PLAIN_TEXT.test(text) ? UNKNOWN : null;
  }

  readOn({ text, kind, hasPlaceholder }: ShellWord): void {
    this.before = text;
    const isOption = this.destination === "behind-options" && text.startsWith("-");
    this.destination = !isOption ? null : text === "--" ? "next" : "behind-options";
    if (this.interpreter?.option.test(text) === true) this.isProgram = true;
    const { isName } = this;
    this.isName = false;
    if (kind !== "word" || hasPlaceholder || isName) return;
    const name = baseName(text);
    if (RUNS_ALL_WORDS.test(name)) {
      if (name === "ssh" && this.all === null) this.destination = "behind-options";
      this.all = languageOf(name);
    }
    const known = INTERPRETERS.find((each) => each.name.test(name));
    if (known !== undefined && !this.isProgram) {
      this.interpreter = { ...known, language: name };
      this.hasFile = false;
    } else if (this.isProgram) {
      if (this.interpreter?.takesArguments !== true || !isProgramText(text)) return;
      this.isProgram = false;
      this.hasFile = true;
      this.isName = true;
    } else if (!/^[-+]|^$/.test(text)) this.hasFile = true;
  }
}

/** The index of the command's name, behind assignments. */
function headOf(words: readonly ShellWord[]): number {
  const place = words.findIndex(({ kind }) => kind === "word");
  return place < 0 ? words.length : place;
}

/** What a command reads by such a name comes by a descriptor. */
const INPUT_FILE = /^\/(?:dev\/(?:stdin|fd\/)|proc\/)/;

/** True for a program that does not run its words, nor what it reads. */
export function runsNothing(words: readonly ShellWord[]): boolean {
  return RUNS_NOTHING.test(baseName(words[headOf(words)]?.text));
}

/** The language in which a command runs its standard input; null if it reads only data, or nothing. */
export function stdinLanguage(words: readonly ShellWord[]): string | null {
  if (runsNothing(words)) return null;
  for (const [place, { text, kind }] of words.entries()) {
    if (kind !== "word") continue;
    const name = baseName(text);
    const following = words[place + 1]?.text ?? "";
    if (/^(?:source|\.)$/.test(text) && INPUT_FILE.test(following)) return "the shell";
    if (/^(?:ssh|at|batch|crontab|sqlite3|parallel)$/.test(name)) return languageOf(name);
    if (!INTERPRETERS.some((each) => each.name.test(name))) continue;
    // `bash script.sh` runs the file and not its standard input.
    const isFile =
      /^[^-+].*[./]/.test(following) &&
      !INPUT_FILE.test(following) &&
      !/^(?:psql|mysql|mariadb|su)$/.test(name);
    if (!isFile) return name;
  }
  return null;
}

/** True if a command prints its words unchanged. `printf %q` does not: it quotes them for a shell. */
export function printsInto(words: readonly ShellWord[]): boolean {
  const head = headOf(words);
  const name = baseName(words[head]?.text);
  if (name !== "printf") return name === "echo" || name === "cat";
  const format = words[head + 1]?.text ?? "";
  return !/^(?:[^%]|%%|%q)*$/.test(format);
}

/** Whole sentences that say what to write instead of a placeholder in program text of a language. */
export function wayOut(name: string, language: string): string {
  const types = `Or declare its type as integer, number, boolean, date, datetime, ip, or an enum of plain words.`;
  const reading = readingIn(name, language);
  return reading === null ? types.replace("Or declare", "Declare") : `${reading} ${types}`;
}

function readingIn(name: string, language: string): string | null {
  if (language === "the shell") return `Call the command itself, without eval, trap or source.`;
  if (language === "the other machine's shell")
    return `A host stands behind --: ssh -- {${name}} command. Anything else is quoted for that shell: ssh HOST "command $(printf %q {${name}})".`;
  if (SHELL.test(language)) return `Read "$${name}" inside of the program: ${language} -c 'echo "$${name}"'.`;
  if (PYTHON.test(language)) return `Read os.environ["${name}"] inside of the program.`;
  if (/awk$/.test(language))
    return `Read ENVIRON["${name}"] inside of the program, and a file as < {${name}}.`;
  if (language === "jq") return `Read $ENV.${name} inside of the filter, and a file as < {${name}}.`;
  if (/^node/.test(language)) return `Read process.env.${name} inside of the program.`;
  if (/^(?:perl|ruby)/.test(language)) return `Read ENV inside of the program.`;
  if (language === "sed") return `Give a file as < {${name}}.`;
  return null;
}

function languageOf(name: string): string {
  if (name === "ssh") return "the other machine's shell";
  return /^(?:watch|parallel|at|batch|crontab)$/.test(name) ? "the shell" : name;
}

/** True if the text must be a program and cannot be the value of an option, such as `pipefail` in `bash -c -o pipefail`. */
function isProgramText(text: string): boolean {
  return /^[^-+].*[\s$;|&<>(]/s.test(text);
}

/** The last part of a path: `ssh` for `/usr/bin/ssh`. */
function baseName(text = ""): string {
  return text.slice(text.lastIndexOf("/") + 1);
}
