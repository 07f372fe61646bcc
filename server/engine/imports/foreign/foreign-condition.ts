import { celText, expressionOfText, inText, type Variable } from "./foreign-values.ts";

type Token = { readonly type: "text" | "number" | "variable" | "word" | "mark"; readonly text: string };

const TOKEN =
  /\s*(?:(?<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?<number>\d+(?:\.\d+)?)|\$\{(?<variable>[^{}]*)\}|(?<word>[A-Za-z_]\w*)|(?<mark>==|!=|>=|<=|&&|\|\||[<>!()[\],-]))/y;

const WORDS: Readonly<Record<string, string>> = { and: "&&", or: "||", True: "true", False: "false" };
const COMPARISONS = new Set(["==", "!=", ">=", "<=", "<", ">"]);

/**
 * A condition of another system (`'${env}' == 'prod' and ${n} > 3`, as Python writes it) as CEL.
 *
 * @param variables the values of that system by name.
 * @returns null if it has anything else in it: such a condition has to be written by a person.
 */
export function celCondition(condition: string, variables: ReadonlyMap<string, Variable>): string | null {
  const tokens = tokensOf(condition);
  return tokens === null ? null : new ConditionReader(tokens, variables).whole();
}

function tokensOf(condition: string): readonly Token[] | null {
  const tokens: Token[] = [];
  const end = condition.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const { groups } = TOKEN.exec(condition) ?? {};
    if (groups === undefined) return null;
    for (const type of ["text", "number", "variable", "word", "mark"] as const) {
      const text = groups[type];
      if (text !== undefined) tokens.push({ type, text: type === "variable" ? text.trim() : text });
    }
  }
  return tokens.length === 0 ? null : tokens;
}

/** The deepest brackets that are read. */
const MAX_DEPTH = 32;

/** Reads by precedence: or, and, not, comparison, value. */
class ConditionReader {
  private readonly tokens: readonly Token[];
  private readonly variables: ReadonlyMap<string, Variable>;
  private place = 0;
  private depth = 0;

  constructor(tokens: readonly Token[], variables: ReadonlyMap<string, Variable>) {
    this.tokens = tokens;
    this.variables = variables;
  }

  whole(): string | null {
    const read = this.joined("or", "||", () => this.joined("and", "&&", () => this.negated()));
    return this.place === this.tokens.length ? read : null;
  }

  private joined(word: string, mark: string, part: () => string | null): string | null {
    const parts = [part()];
    while (this.takes(word) || this.takes(mark)) parts.push(part());
    return parts.includes(null) ? null : parts.join(` ${mark} `);
  }

  private negated(): string | null {
    if (!this.takes("not") && !this.takes("!")) return this.comparison();
    this.depth += 1;
    const of = this.depth > MAX_DEPTH ? null : this.negated();
    return of === null ? null : `!(${of})`;
  }

  private comparison(): string | null {
    const left = this.value();
    if (left === null) return null;
    const next = this.tokens[this.place];
    if (next === undefined) return left;
    if (next.type === "mark" && COMPARISONS.has(next.text)) {
      this.place += 1;
      const right = this.value();
      return right === null ? null : `${left} ${next.text} ${right}`;
    }
    const isNot =
      this.takes("notin") ||
      (this.isAt("not") &&
        this.tokens[this.place + 1]?.text === "in" &&
        this.takes("not") &&
        this.takes("in"));
    if (!isNot && !this.takes("in")) return left;
    const list = this.list();
    if (list === null) return null;
    return isNot ? `!(${left} in ${list})` : `${left} in ${list}`;
  }

  private list(): string | null {
    const close = this.takes("(") ? ")" : this.takes("[") ? "]" : null;
    if (close === null) return this.value();
    const entries: string[] = [];
    while (!this.takes(close)) {
      const entry = this.value();
      if (entry === null || !(this.takes(",") || this.isAt(close))) return null;
      entries.push(entry);
    }
    return `[${entries.join(", ")}]`;
  }

  private value(): string | null {
    if (this.takes("(")) {
      this.depth += 1;
      if (this.depth > MAX_DEPTH) return null;
      const inner = this.joined("or", "||", () => this.joined("and", "&&", () => this.negated()));
      return inner !== null && this.takes(")") ? `(${inner})` : null;
    }
    const isNegative = this.takes("-");
    const token = this.tokens[this.place];
    if (token === undefined || (isNegative && token.type !== "number")) return null;
    this.place += 1;
    switch (token.type) {
      case "number":
        return `${isNegative ? "-" : ""}${token.text}`;
      case "text":
        return this.textValue(token.text);
      case "variable":
        return this.variables.get(token.text)?.expression ?? null;
      case "word":
        return token.text === "true" || token.text === "false" ? token.text : trueOrFalse(token.text);
      case "mark":
        return null;
    }
  }

  /** A text in quotes. Its `${name}` are replaced by texts, whatever their type is. */
  private textValue(quoted: string): string | null {
    const text = quoted.slice(1, -1).replace(/\\(['"\\])/g, "$1");
    if (text.includes("\\")) return null;
    if (!text.includes("${")) return celText(text);
    const read = expressionOfText(text, this.variables);
    return read === null ? null : (inText(read)?.expression ?? null);
  }

  private isAt(text: string): boolean {
    const token = this.tokens[this.place];
    return token?.text === text && (token.type === "mark" || token.type === "word");
  }

  private takes(text: string): boolean {
    if (!this.isAt(text)) return false;
    this.place += 1;
    return true;
  }
}

function trueOrFalse(word: string): string | null {
  const read = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
  return read === "true" || read === "false" ? read : null;
}
