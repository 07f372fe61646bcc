import { type Quoting, ShellCursor, type ShellWord } from "./placeholders-shell-cursor.ts";

const META = new Set([" ", "\t", "\n", ";", "&", "|", "<", ">", "(", ")", ""]);
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const PARAMETER = /[#!]?(?:[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*#?$!-])/y;

/**
 * Reads words of bash and POSIX shells, quotes and expansions inside of each other, and writes down where declared
 * placeholders stand. Commands are read by its heir, since `$( )` puts them inside of words.
 */
export abstract class ShellWords extends ShellCursor {
  /** Reads commands up to the `)` that ends a substitution, or up to the end of the text. */
  protected abstract substituted(closing: ")" | ""): void;

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
      else if (next === "[" && this.opensSubscript(from)) this.subscript();
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
    const last = this.char(-1);
    if (last === "=")
      return /^[A-Za-z_][A-Za-z0-9_]*(?:\[[^\]]*\])?\+?=$/.test(this.script.slice(from, this.place));
    if (!this.isBash || this.place === from || !"?*+@!".includes(last)) return false;
    // `!( … )` where a command begins is a subshell, of which the opposite is meant.
    return last !== "!" || this.place > from + 1 || this.wordPlace !== 0;
  }

  private opensSubscript(from: number): boolean {
    if (!this.mayAssign) return false;
    const before = this.script.slice(from, Math.min(this.place, from + 200));
    return this.isInList ? before === "" : /^[A-Za-z_][A-Za-z0-9_]*$/.test(before);
  }

  private subscript(): void {
    const from = this.place;
    this.place += 1;
    if (!this.nested(() => this.arithmetic("]", "subscript"))) throw this.unclosed(from, "[");
  }

  private list(): void {
    const from = this.place;
    const { mayAssign, isInList } = this;
    this.mayAssign = true;
    this.isInList = true;
    this.place += 1;
    this.nested(() => {
      for (let next = this.char(); next !== ")"; next = this.char()) {
        if (next === "") throw this.unclosed(from, "(");
        if (next === "#" && /\s/.test(this.char(-1))) this.comment();
        else if (next === "(") this.list();
        else if (META.has(next)) this.place += 1;
        else this.word();
      }
      this.place += 1;
    });
    this.mayAssign = mayAssign;
    this.isInList = isInList;
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

  /** An expansion or a placeholder at this place; false where there is none. */
  protected expansion(quoting: Quoting): boolean {
    if (this.char() === "`") this.backquotes();
    else if (this.char() === "$") this.dollar(quoting);
    else return this.site(quoting);
    return true;
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

  protected arithmetic(closing: "))" | "]", quoting: Quoting = "arithmetic"): boolean {
    const [opens, closes] = closing === "]" ? ["[", "]"] : ["(", ")"];
    for (let depth = 0; this.char() !== ""; ) {
      const next = this.char();
      if (next === closes && depth === 0) {
        if (!this.startsWith(closing)) return false;
        this.place += closing.length;
        return true;
      }
      if (next === "\\") this.place += 2;
      else if (!this.expansion(quoting)) {
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
}
