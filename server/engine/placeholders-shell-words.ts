import { type Edit, type Inputs, placeholderAt } from "./placeholder-sites.ts";

/** How the shell reads the place of a placeholder. Everything from `ansi-sh` on has no safe reference. */
export type Quoting =
  | "bare"
  | "double"
  | "single"
  | "ansi"
  | "document"
  | "arithmetic"
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
  /** The innermost command it stands in, and which of its words that is: `-1` a redirection, `-2` what it reads. */
  readonly command: ShellCommand | null;
  readonly word: number;
  readonly isEscaped: boolean;
};

export const REDIRECTED = -1;
export const READ_AS_INPUT = -2;

/** Thrown where the rest of a script cannot be read with certainty; what stands behind `from` is not judged. */
export class ShellUnclear extends Error {
  readonly from: number;
  constructor(from: number, why: string) {
    super(why);
    this.from = from;
  }
}

const NESTING_LIMIT = 100;
/** `$((` may begin a subshell inside a substitution; each wrong guess reads its inside twice. */
const GUESS_LIMIT = 50;
const META = new Set([" ", "\t", "\n", ";", "&", "|", "<", ">", "(", ")", ""]);
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const PARAMETER = /[#!]?(?:[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*#?$!-])/y;

/**
 * Reads words of bash and POSIX shells, quotes and expansions inside of each other, and writes down where declared
 * placeholders stand. Commands are read by its heir, since `$( )` puts them inside of words.
 */
export abstract class ShellWords {
  readonly sites: ShellSite[] = [];
  readonly literals: Edit[] = [];
  protected place = 0;
  protected end: number;
  protected command: ShellCommand | null = null;
  protected wordPlace = REDIRECTED;
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

  /** Reads commands up to the `)` that ends a substitution, or up to the end of the text. */
  protected abstract substituted(closing: ")" | ""): void;

  protected char(ahead = 0): string {
    const place = this.place + ahead;
    return place < this.end ? (this.script[place] ?? "") : "";
  }

  protected startsWith(text: string): boolean {
    return this.place + text.length <= this.end && this.script.startsWith(text, this.place);
  }

  /** One word; empty where none begins here. */
  protected word(): ShellWord {
    const from = this.place;
    let text = "";
    for (let next = this.char(); ; next = this.char()) {
      const before = this.place;
      if ((next === "<" || next === ">") && this.isBash && this.char(1) === "(") {
        this.place += 2;
        this.nested(() => this.substituted(")"));
        text += "\0";
      } else if (next === "(" && this.opensList(from)) this.list();
      else if (META.has(next)) return { from, to: this.place, text };
      else if (next === "'") text += this.single();
      else if (next === '"') text += this.double();
      else if (next === "\\") text += this.escaped();
      else if (next === "`" || next === "$" || this.met() !== null) {
        const isQuote = next === "$" && this.char(1) === '"';
        this.expansion("bare");
        text += isQuote ? "" : this.script[before] === "$" && this.place === before + 1 ? "$" : "\0";
      } else {
        text += next;
        this.place += 1;
      }
    }
  }

  /** `a=( … )`, or in patterns `@( … )`: the parenthesis belongs to the word. */
  private opensList(from: number): boolean {
    const before = this.script.slice(from, this.place);
    if (/^[A-Za-z_][A-Za-z0-9_]*(?:\[[^\]]*\])?\+?=$/.test(before)) return true;
    return this.isBash && before !== "!" && /[?*+@!]$/.test(before);
  }

  private list(): void {
    const from = this.place;
    this.place += 1;
    this.nested(() => {
      for (let next = this.char(); next !== ")"; next = this.char()) {
        if (next === "") throw this.unclosed(from, "(");
        if (next === "#" && /\s/.test(this.script[this.place - 1] ?? "")) this.comment();
        else if (next === "(") this.list();
        else if (META.has(next)) this.place += 1;
        else this.word();
      }
      this.place += 1;
    });
  }

  protected comment(): void {
    const lineEnd = this.script.indexOf("\n", this.place);
    this.place = lineEnd < 0 ? this.end : Math.min(lineEnd, this.end);
  }

  private escaped(): string {
    const next = this.char(1);
    this.place += 2;
    return next === "\n" ? "" : next;
  }

  private single(): string {
    const from = this.place;
    const closing = this.script.indexOf("'", from + 1);
    if (closing < 0 || closing >= this.end) throw this.unclosed(from, "'");
    this.plain(from + 1, closing, "single");
    this.place = closing + 1;
    return this.script.slice(from + 1, closing);
  }

  /** Text in which nothing but placeholders means anything. */
  protected plain(from: number, to: number, quoting: Quoting): void {
    for (this.place = from; this.place < to; ) if (!this.site(quoting)) this.place += 1;
  }

  private double(): string {
    const from = this.place;
    this.place += 1;
    this.nested(() => {
      while (this.char() !== '"') {
        if (this.char() === "") throw this.unclosed(from, '"');
        this.quoted("double");
      }
    });
    this.place += 1;
    const inner = this.script.slice(from + 1, this.place - 1);
    return /[$`\\{]/.test(inner) ? inner.replace(/\$\{?\w+\}?|\$\(.*\)|`.*`/gs, "\0") : inner;
  }

  /** One step inside of double quotes or of a here-document. */
  protected quoted(quoting: "double" | "document"): void {
    if (this.char() === "\\") this.backslash();
    else if (!this.expansion(quoting)) this.place += 1;
  }

  /** A backslash keeps the next character from its meaning: `\{name}` is text, and worth a word. */
  private backslash(): void {
    this.place += 1;
    const met = this.met();
    if (met?.kind === "placeholder") this.note(met.name, met.to, "double", true);
    this.place += 1;
  }

  /** An expansion or a placeholder at this place; false where there is none. */
  protected expansion(quoting: Quoting): boolean {
    if (this.char() === "`") this.backquotes();
    else if (this.char() === "$") this.dollar(quoting);
    else return this.site(quoting);
    return true;
  }

  private met(): ReturnType<typeof placeholderAt> {
    const met = placeholderAt(this.script, this.place, this.inputs);
    return met !== null && met.to <= this.end ? met : null;
  }

  private site(quoting: Quoting): boolean {
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

  private dollar(quoting: Quoting): void {
    const next = this.char(1);
    if (next === "(") this.parentheses();
    else if (next === "{") this.nested(() => this.parameter(quoting));
    else if (next === "[" && this.isBash) {
      this.place += 2;
      if (!this.nested(() => this.arithmetic("]"))) throw this.unclosed(this.place, "$[");
    } else if (next === "'" && quoting === "bare") this.ansi();
    else {
      NAME.lastIndex = this.place + 1;
      if (NAME.test(this.script)) this.place = Math.min(NAME.lastIndex, this.end);
      else this.place += /[0-9@*#?$!-]/.test(next) ? 2 : 1;
    }
  }

  private ansi(): void {
    const from = this.place;
    this.place += 2;
    while (this.char() !== "'") {
      if (this.char() === "") throw this.unclosed(from, "$'");
      if (this.char() === "\\") this.backslash();
      else if (!this.site(this.isBash ? "ansi" : "ansi-sh")) this.place += 1;
    }
    this.place += 1;
  }

  private parentheses(): void {
    const from = this.place;
    if (this.char(2) === "(" && this.guessed(from + 3, () => this.arithmetic("))"))) return;
    this.place = from + 2;
    this.nested(() => this.substituted(")"));
  }

  /** Tries to read from `place` on; where that fails, all it has found is forgotten. */
  protected guessed(place: number, read: () => boolean): boolean {
    const found = { sites: this.sites.length, literals: this.literals.length };
    this.place = place;
    if (this.nested(read)) return true;
    this.sites.length = found.sites;
    this.literals.length = found.literals;
    this.guesses += 1;
    if (this.guesses > GUESS_LIMIT)
      throw new ShellUnclear(place, "the script has too many `((` that do not end in `))`");
    return false;
  }

  protected arithmetic(closing: "))" | "]"): boolean {
    const [opens, closes] = closing === "]" ? ["[", "]"] : ["(", ")"];
    for (let depth = 0; this.char() !== ""; ) {
      const next = this.char();
      if (next === closes && depth === 0) {
        if (!this.startsWith(closing)) return false;
        this.place += closing.length;
        return true;
      }
      if (next === "\\") this.place += 2;
      else if (!this.expansion("arithmetic")) {
        depth += next === opens ? 1 : next === closes ? -1 : 0;
        this.place += 1;
      }
    }
    return false;
  }

  private parameter(quoting: Quoting): void {
    const from = this.place;
    this.place += 2;
    PARAMETER.lastIndex = this.place;
    if (PARAMETER.test(this.script)) this.place = PARAMETER.lastIndex;
    if (this.char() === "[") {
      this.place += 1;
      if (!this.arithmetic("]")) throw this.unclosed(from, "${");
    }
    const operator = /^:?[-=+?]/.exec(this.script.slice(this.place, this.place + 2))?.[0];
    this.place += operator?.length ?? 0;
    const inner = operator === undefined ? "parameter" : quoting;
    while (this.char() !== "}") {
      const next = this.char();
      if (next === "") throw this.unclosed(from, "${");
      if (next === "\\") this.backslash();
      else if (next === '"') this.double();
      else if (next === "'" && (inner === "bare" || inner === "parameter")) this.single();
      else if (!this.expansion(inner)) this.place += 1;
    }
    this.place += 1;
  }

  private backquotes(): void {
    const from = this.place;
    let closing = from + 1;
    while (closing < this.end && this.script[closing] !== "`")
      closing += this.script[closing] === "\\" ? 2 : 1;
    if (closing >= this.end) throw this.unclosed(from, "`");
    // Inside of backquotes each backslash is read twice, and quotes move with it.
    if (this.script.slice(from, closing).includes("\\")) this.plain(from + 1, closing, "backquotes");
    else this.within(from + 1, closing, () => this.substituted(""));
    this.place = closing + 1;
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
    if (this.depth > NESTING_LIMIT)
      throw new ShellUnclear(this.place, `the script nests deeper than ${NESTING_LIMIT} levels`);
    const result = read();
    this.depth -= 1;
    return result;
  }

  protected unclosed(from: number, opening: string): ShellUnclear {
    return new ShellUnclear(from, `the ${opening} is never closed`);
  }
}
