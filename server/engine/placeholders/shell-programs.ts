import type { ShellWord, WordReading } from "./shell-word.ts";

/** All their words, or what they are made of, are read as program text again. docs/decisions/022 says why these. */
const RUNS_ALL_WORDS = /^(?:ssh|sed|[gmn]?awk|jq|watch|parallel|sqlite3)$/;
const SHELL = /^(?:ba|da|z|k|mk|a|fi|c|tc)?sh$/;
const PYTHON = /^python[0-9.]*$/;
/** A program that takes program text behind, or in, an option. */
type Interpreter = {
  readonly name: RegExp;
  readonly option: RegExp;
  /** True where words behind the program text are no options any more. */
  readonly takesArguments?: true;
  /** True where it runs a file: the words behind that are no options. */
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
/** They pass on or look at their words and run nothing: only so that `grep ssh {file}` is not refused. */
const RUNS_NOTHING =
  /^(?:echo|printf|test|\[|[ef]?grep|apt|apt-get|dnf|yum|systemctl|service|which|type|pgrep|pkill|ls|cat|cp|mv|rm)$/;
/** What stands alone behind `-c` or `-e`, or looks like a path or a setting, is data to programs that are not known. */
const PLAIN_TEXT = /^[A-Za-z0-9_./:=@%,+-]*$/;

const UNKNOWN = "the program named before it";

/** For each word of a command the language in which it is run; null where it stays data. */
export function programReadings(words: readonly ShellWord[]): readonly (WordReading | null)[] {
  const head = headOf(words);
  if (RUNS_NOTHING.test(baseName(words[head]?.text))) return [];
  const reading = new ProgramReader();
  return words.map((word, place) => {
    const language = place < head ? null : reading.languageFor(word);
    if (place >= head) reading.readOn(word);
    return language === null ? null : { kind: "program", language };
  });
}

/** What the words of a command so far say about the next one. */
class ProgramReader {
  private all: string | null = null;
  private interpreter: (Interpreter & { readonly language: string }) | null = null;
  private isProgram = false;
  private hasFile = false;
  /** Of ssh, whose first word behind `ssh --` is the destination and nothing else. */
  private destination: "behind-options" | "next" | null = null;
  /** True where the next word only names the program that runs: `sh` in `sh -c 'echo "$1"' sh {v}`. */
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

/** Where the command's own name stands, behind assignments. */
function headOf(words: readonly ShellWord[]): number {
  const place = words.findIndex(({ kind }) => kind === "word");
  return place < 0 ? words.length : place;
}

/** The language in which a command runs what it reads; null where it reads data, or nothing. */
export function stdinLanguage(words: readonly ShellWord[]): string | null {
  if (RUNS_NOTHING.test(baseName(words[headOf(words)]?.text))) return null;
  for (const [place, { text, kind }] of words.entries()) {
    if (kind !== "word") continue;
    const name = baseName(text);
    if (/^(?:ssh|at|batch|crontab|sqlite3|parallel)$/.test(name)) return languageOf(name);
    if (!INTERPRETERS.some((each) => each.name.test(name))) continue;
    // `bash script.sh` runs a file, and what it reads is the file's own matter.
    const next = words[place + 1];
    const isFile =
      next !== undefined && /^[^-+].*[./]/.test(next.text) && !/^(?:psql|mysql|mariadb|su)$/.test(name);
    if (!isFile) return name;
  }
  return null;
}

/** Whether a command prints its words as they are: `printf %q` quotes them for a shell. */
export function printsInto(words: readonly ShellWord[]): boolean {
  const head = headOf(words);
  const name = baseName(words[head]?.text);
  if (name !== "printf") return name === "echo" || name === "cat";
  const format = words[head + 1]?.text ?? "";
  return !/^(?:[^%]|%%|%q)*$/.test(format);
}

/** What to write instead of a placeholder in text that is run in a language; whole sentences. */
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

/** Text that is surely a program, and no word of an option: `pipefail` in `bash -c -o pipefail` is none. */
function isProgramText(text: string): boolean {
  return /^[^-+].*[\s$;|&<>(]/s.test(text);
}

/** `ssh` of `/usr/bin/ssh`. */
function baseName(text = ""): string {
  return text.slice(text.lastIndexOf("/") + 1);
}
