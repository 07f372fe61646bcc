import { type Edit, type Inputs, placeholderAt, ScriptUnclear } from "./placeholder-sites.ts";

/** How the shell reads the place of a placeholder. Everything from `ansi-sh` on has no safe reference. */
export type Quoting =
  | "bare"
  | "double"
  | "single"
  | "ansi"
  | "document"
  | "arithmetic"
  | "subscript"
  | "ansi-sh"
  | "quoted-document"
  | "document-end"
  | "parameter"
  | "backquotes";

/** `text` has the quotes removed, and U+0000 for each part that only shows when it runs. */
export type ShellWord = { readonly from: number; readonly to: number; readonly text: string };

/** A simple command: its words, and the command that reads what it prints. */
export type ShellCommand = { readonly words: ShellWord[]; pipesInto: ShellCommand | null };

export type ShellSite = {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly quoting: Quoting;
  /** The innermost command it stands in, and which of its words that is; less than 0 where it is none of its words. */
  readonly command: ShellCommand | null;
  readonly word: number;
  readonly isEscaped: boolean;
};

export const REDIRECTED = -1;
export const READ_AS_INPUT = -2;
/** The word behind `>&` or `<&`. */
export const DUPLICATED = -3;

const MAX_NESTING = 100;
/** `$((` may begin a subshell inside a substitution; each wrong guess reads its inside twice. */
const MAX_GUESS = 50;

/** A place in a script of a shell, how deep it is nested, and the placeholders that were met on the way to it. */
export class ShellCursor {
  readonly sites: ShellSite[] = [];
  readonly literals: Edit[] = [];
  protected place = 0;
  protected end: number;
  protected command: ShellCommand | null = null;
  protected wordPlace = REDIRECTED;
  /** True where a word may be an assignment, so that `name[` begins a subscript, which goes on over blanks and lines. */
  protected mayAssign = false;
  /** True for the words of `a=( … )`. */
  protected isInList = false;
  protected readonly script: string;
  protected readonly isBash: boolean;
  private readonly inputs: Inputs;
  private depth = 0;
  private guesses = 0;

  constructor(script: string, inputs: Inputs, isBash: boolean) {
    this.script = script;
    this.inputs = inputs;
    this.isBash = isBash;
    this.end = script.length;
  }

  protected char(ahead = 0): string {
    const place = this.place + ahead;
    return place < this.end ? (this.script[place] ?? "") : "";
  }

  protected startsWith(text: string): boolean {
    return this.place + text.length <= this.end && this.script.startsWith(text, this.place);
  }

  protected comment(): void {
    const lineEnd = this.script.indexOf("\n", this.place);
    this.place = lineEnd < 0 ? this.end : Math.min(lineEnd, this.end);
  }

  /** Text in which nothing but placeholders means anything. */
  protected plain(from: number, to: number, quoting: Quoting): void {
    for (this.place = from; this.place < to; ) if (!this.site(quoting)) this.place += 1;
  }

  /** A backslash keeps the next character from its meaning: `\{name}` is text, and worth a word. */
  protected backslash(): void {
    this.place += 1;
    const met = this.met();
    if (met?.kind === "placeholder") this.note(met.name, met.to, "double", true);
    this.place += 1;
  }

  protected met(): ReturnType<typeof placeholderAt> {
    const met = placeholderAt(this.script, this.place, this.inputs);
    return met !== null && met.to <= this.end ? met : null;
  }

  protected site(quoting: Quoting): boolean {
    const met = this.met();
    if (met === null) return false;
    if (met.kind === "placeholder") this.note(met.name, met.to, quoting, false);
    else this.literals.push({ from: this.place, to: met.to, text: `{${met.name}}` });
    this.place = met.to;
    return true;
  }

  private note(name: string, to: number, quoting: Quoting, isEscaped: boolean): void {
    const { place: from, command, wordPlace: word } = this;
    this.sites.push({ name, from, to, quoting, command, word, isEscaped });
  }

  /** Tries to read from `place` on; where that fails, all it has found is forgotten. */
  protected guessed(place: number, read: () => boolean): boolean {
    const found = { sites: this.sites.length, literals: this.literals.length };
    this.place = place;
    if (this.nested(read)) return true;
    this.sites.length = found.sites;
    this.literals.length = found.literals;
    this.guesses += 1;
    if (this.guesses > MAX_GUESS)
      throw new ScriptUnclear(place, "the script has too many `((` that do not end in `))`");
    return false;
  }

  /** Reads only the part from `from` to `to`. */
  protected within(from: number, to: number, read: () => void): void {
    const { end } = this;
    this.place = from;
    this.end = to;
    this.nested(read);
    this.end = end;
  }

  protected nested<Result>(read: () => Result): Result {
    this.depth += 1;
    if (this.depth > MAX_NESTING)
      throw new ScriptUnclear(this.place, `the script nests deeper than ${MAX_NESTING} levels`);
    const result = read();
    this.depth -= 1;
    return result;
  }

  protected unclosed(from: number, opening: string): ScriptUnclear {
    return new ScriptUnclear(from, `the ${opening} is never closed`);
  }
}
