import { type Command, forEachChild, type SyntaxNode } from "unbash";
import { commandOf } from "./command-of.ts";
import type { ShellDraft } from "./shell-draft.ts";
import { runsNothing } from "./shell-programs.ts";

const NONE: readonly SyntaxNode[] = [];

/** The functions and aliases of a script. What a function prints, or reads, goes to or comes from where it is called. */
export class ShellFunctions {
  private readonly draft: ShellDraft;
  /** Several may have one name: which of them is called is not asked. */
  private readonly bodies = new Map<string, SyntaxNode[]>();
  private all: readonly SyntaxNode[] | null = null;
  /** One list for all commands that name the same functions. */
  private readonly named = new Map<string, readonly SyntaxNode[]>();
  private readonly work: () => void;
  private readonly known = new Map<Command, readonly SyntaxNode[]>();

  /** @param work called for each node that is looked at. It may throw, to end this. */
  constructor(root: SyntaxNode, draft: ShellDraft, work: () => void) {
    this.draft = draft;
    this.work = work;
    const open = [root];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      work();
      if (next.type === "Function") this.add(next.name.value, next.body);
      if (next.type === "Command" && next.name?.value === "alias")
        for (const { text } of commandOf(next, draft).words.slice(1))
          this.add(text.split("=")[0] ?? "", next);
      forEachChild(next, (child) => open.push(child));
    }
  }

  private add(name: string, body: SyntaxNode): void {
    const known = this.bodies.get(name);
    if (known === undefined) this.bodies.set(name, [body]);
    else known.push(body);
  }

  /**
   * What a command may call: by its name, by a name that is worked out when it runs, and by any word of a command that may
   * run its words, such as `eval`.
   */
  calledBy(command: Command): readonly SyntaxNode[] {
    if (this.bodies.size === 0) return NONE;
    const found = this.known.get(command) ?? this.find(command);
    this.known.set(command, found);
    return found;
  }

  private find(command: Command): readonly SyntaxNode[] {
    const { name } = command;
    if (name === undefined) return NONE;
    const { words } = commandOf(command, this.draft);
    const text = words.find(({ kind }) => kind === "word")?.text ?? "";
    const own = this.bodies.get(text) ?? NONE;
    if (own.length > 0) return own;
    if (isWorkedOut(name)) {
      this.all ??= [...this.bodies.values()].flat();
      return this.all;
    }
    if (runsNothing(words)) return NONE;
    const named = new Set(words.flatMap((word) => word.text.split(/[\s;&|(){}=]+/)));
    return this.ofAll([...named].filter((each) => this.bodies.has(each)).sort());
  }

  private ofAll(names: readonly string[]): readonly SyntaxNode[] {
    const key = names.join("\n");
    const known = this.named.get(key);
    if (known !== undefined) return known;
    const found = names.flatMap((each) => this.bodies.get(each) ?? NONE);
    for (const _ of found) this.work();
    this.named.set(key, found);
    return found;
  }
}

function isWorkedOut({ parts }: NonNullable<Command["name"]>): boolean {
  const isFixed = /^(?:Literal|SingleQuoted|AnsiCQuoted|Glob)$/;
  return (
    parts?.some((part) =>
      part.type === "DoubleQuoted"
        ? !part.parts.every(({ type }) => isFixed.test(type))
        : !isFixed.test(part.type),
    ) === true
  );
}
