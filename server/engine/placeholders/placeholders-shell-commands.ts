import { ScriptUnclear } from "./placeholder-sites.ts";
import { DUPLICATED, READ_AS_INPUT, REDIRECTED, type ShellCommand } from "./placeholders-shell-cursor.ts";
import { ShellDocuments } from "./placeholders-shell-documents.ts";

type Closing = ")" | "item" | "";
/** Words behind which another command begins. */
const OPENERS = new Set([
  "if",
  "then",
  "elif",
  "else",
  "while",
  "until",
  "do",
  "{",
  "}",
  "!",
  "time",
  "coproc",
  "fi",
  "done",
]);
const OPERATOR = /&>>?|<<<|<<-|<<|<&|<>|>>|>&|>\||<|>/y;
const ESAC = /esac(?![^\s;&|()<>])/y;

/**
 * Reads commands of bash and POSIX shells: lists, pipes, compound commands and here-documents, as far as it takes to
 * tell how the shell reads each place of the script. It does not judge the syntax: what it cannot follow is unclear.
 */
export class ShellCommands extends ShellDocuments {
  /** Every simple command, in the order of the script. */
  readonly found: ShellCommand[] = [];
  private pipesFrom: ShellCommand | null = null;

  whole(): void {
    this.commands("");
  }

  protected substituted(closing: ")" | ""): void {
    const { command, wordPlace, mayAssign, isInList, documents, pipesFrom } = this;
    this.command = null;
    this.isInList = false;
    this.documents = [];
    this.pipesFrom = null;
    this.commands(closing);
    if (this.documents.length > 0)
      throw new ScriptUnclear(
        this.place,
        "a here-document begins inside of a substitution that ends before it",
      );
    this.command = command;
    this.wordPlace = wordPlace;
    this.mayAssign = mayAssign;
    this.isInList = isInList;
    this.documents = documents;
    this.pipesFrom = pipesFrom;
  }

  /** Gives back what ended it. */
  private commands(closing: Closing): ")" | ";;" | "esac" | "" {
    const from = this.place;
    for (;;) {
      this.blanks();
      const next = this.char();
      if (next === "") {
        if (closing === "") return "";
        throw this.unclosed(from, closing === ")" ? "(" : "case");
      }
      if (next === "#") this.comment();
      else if (next === "\n") this.newline();
      else if (next === ")") {
        if (closing !== ")") throw new ScriptUnclear(this.place, "a `)` stands there without its `(`");
        this.place += 1;
        this.finish();
        return ")";
      } else if (next === ";" && closing === "item" && (this.char(1) === ";" || this.char(1) === "&")) {
        this.place += this.startsWith(";;&") ? 3 : 2;
        this.finish();
        return ";;";
      } else if (this.separator(next)) continue;
      else if (next === "<" || next === ">" || next === "&") {
        if (this.isBash && next !== "&" && this.char(1) === "(") this.argument();
        else this.redirection();
      } else if (next === "(") this.parenthesis();
      else if (this.argument() === "esac" && closing === "item") return "esac";
    }
  }

  private separator(next: string): boolean {
    if (next === ";" || (next === "&" && this.char(1) !== ">")) {
      this.place += 1;
      this.finish();
      return true;
    }
    if (next !== "|") return false;
    const from = this.command;
    this.place += this.char(1) === "|" || this.char(1) === "&" ? 2 : 1;
    const isPipe = this.script[this.place - 1] !== "|" || this.script[this.place - 2] !== "|";
    this.finish();
    this.pipesFrom = isPipe ? from : null;
    return true;
  }

  private blanks(): void {
    for (;;) {
      if (this.char() === " " || this.char() === "\t" || this.char() === "\r") this.place += 1;
      else if (this.startsWith("\\\n")) this.place += 2;
      else return;
    }
  }

  private newline(): void {
    this.place += 1;
    // A pipe may be followed by a line end; the command behind it still reads what came before.
    if (this.command !== null) this.finish();
    this.readDocuments();
  }

  private finish(): void {
    this.command = null;
    this.mayAssign = false;
    this.pipesFrom = null;
    this.wordPlace = REDIRECTED;
  }

  private begun(): ShellCommand {
    if (this.command === null) {
      this.command = { words: [], pipesInto: null };
      this.mayAssign = true;
      this.found.push(this.command);
      if (this.pipesFrom !== null) this.pipesFrom.pipesInto = this.command;
      this.pipesFrom = null;
    }
    return this.command;
  }

  private parenthesis(): void {
    const { command } = this;
    if (command === null) {
      const from = this.place;
      if (this.char(1) === "(" && this.guessed(from + 2, () => this.arithmetic("))"))) return;
      this.place = from + 1;
      this.nested(() => this.commands(")"));
      return;
    }
    const parentheses = /\(\s*\)/y;
    parentheses.lastIndex = this.place;
    if (command.words.length !== 1 || !parentheses.test(this.script))
      throw new ScriptUnclear(this.place, "a `(` stands where the shell expects none");
    this.place = parentheses.lastIndex;
    this.finish();
  }

  /** A word of the present command, or a word that the shell keeps for itself. */
  private argument(): "esac" | null {
    const command = this.begun();
    const isFirst = command.words.length === 0;
    if (isFirst && this.startsWith("[[") && /\s/.test(this.char(2))) {
      this.condition(command);
      return null;
    }
    this.wordPlace = command.words.length;
    const word = this.word();
    this.wordPlace = REDIRECTED;
    if (word.to === word.from)
      throw new ScriptUnclear(this.place, "the shell's syntax cannot be followed there");
    const isDescriptor = /^[0-9]+$/.test(word.text) && (this.char() === "<" || this.char() === ">");
    if (isDescriptor) return null;
    if (isFirst && this.script.slice(word.from, word.to) === word.text && this.isKept(word.text)) {
      this.command = null;
      this.mayAssign = false;
      if (word.text === "case") this.choice();
      else if (word.text === "for" || word.text === "select") this.loop(command);
      else if (word.text === "function") this.definition();
      return word.text === "esac" ? "esac" : null;
    }
    command.words.push(word);
    this.mayAssign &&= isAssignment(word.text);
    return null;
  }

  private isKept(text: string): boolean {
    return OPENERS.has(text) || ["case", "esac", "for", "select", "function"].includes(text);
  }

  private loop(command: ShellCommand): void {
    this.blanks();
    if (this.startsWith("((") && this.guessed(this.place + 2, () => this.arithmetic("))"))) return;
    // The rest, `name in words`, reads as the words of a command that runs nothing.
    command.words.push({ from: this.place, to: this.place, text: "for" });
    this.command = command;
  }

  private definition(): void {
    this.blanks();
    this.word();
    const parentheses = /[ \t]*\(\s*\)/y;
    parentheses.lastIndex = this.place;
    if (parentheses.test(this.script)) this.place = parentheses.lastIndex;
  }

  private choice(): void {
    const from = this.place;
    this.blanks();
    this.word();
    this.gap();
    if (this.word().text !== "in") throw new ScriptUnclear(from, "a `case` has no `in`");
    for (;;) {
      this.gap();
      ESAC.lastIndex = this.place;
      if (ESAC.test(this.script)) {
        this.place = ESAC.lastIndex;
        return;
      }
      if (this.char() === "(") this.place += 1;
      this.patterns(from);
      if (this.nested(() => this.commands("item")) === "esac") return;
    }
  }

  private patterns(from: number): void {
    for (;;) {
      this.blanks();
      const word = this.word();
      this.blanks();
      const next = this.char();
      this.place += 1;
      if (next === ")") return;
      if (next !== "|" || word.to === word.from)
        throw new ScriptUnclear(from, "the patterns of a `case` cannot be followed");
    }
  }

  /** Blanks, line ends and comments. */
  private gap(): void {
    for (this.blanks(); this.char() === "\n" || this.char() === "#"; this.blanks())
      if (this.char() === "#") this.comment();
      else this.newline();
  }

  private condition(command: ShellCommand): void {
    const from = this.place;
    command.words.push({ from, to: from + 2, text: "[[" });
    this.place += 2;
    for (;;) {
      this.blanks();
      const next = this.char();
      if (next === "") throw this.unclosed(from, "[[");
      if (this.startsWith("]]") && /^[\s;&|)]?$/.test(this.char(2))) {
        this.place += 2;
        return;
      }
      const isProcess = this.isBash && (next === "<" || next === ">") && this.char(1) === "(";
      if (!isProcess && /[\n;&|()<>]/.test(next)) this.place += 1;
      else {
        this.wordPlace = command.words.length;
        command.words.push(this.word());
      }
    }
  }

  private redirection(): void {
    const command = this.begun();
    OPERATOR.lastIndex = this.place;
    const operator = OPERATOR.exec(this.script)?.[0] ?? "";
    this.place += operator.length;
    this.blanks();
    if (operator === ">&" || operator === "<&") this.wordPlace = DUPLICATED;
    else this.wordPlace = operator === "<<<" ? READ_AS_INPUT : REDIRECTED;
    const sites = this.sites.length;
    const word = this.word();
    this.wordPlace = REDIRECTED;
    if (word.to === word.from) throw new ScriptUnclear(this.place, "a redirection has no target");
    if (operator !== "<<" && operator !== "<<-") return;
    this.announce(word, sites, operator === "<<-", command);
  }
}

function isAssignment(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*(?:\[.*\])?\+?=/s.test(text);
}
