import { type Command, forEachChild, type SyntaxNode } from "unbash";
import { commandOf } from "./command-of.ts";
import type { ShellCommand } from "./shell-command.ts";
import type { ShellDraft } from "./shell-draft.ts";
import type { ShellFunctions } from "./shell-functions.ts";

/** Finds the programs that read what others write. */
export class ShellReaders {
  private readonly draft: ShellDraft;
  private readonly functions: ShellFunctions;
  private readonly work: () => void;
  /** Compound commands in which no command runs its standard input. */
  private readonly readsNothing = new Set<SyntaxNode>();

  /** @param work called for each node that is looked at. It may throw, to end this. */
  constructor(draft: ShellDraft, functions: ShellFunctions, work: () => void) {
    this.draft = draft;
    this.functions = functions;
    this.work = work;
  }

  /** The language of the first `>(…)` among words and redirections that runs what is written into it. */
  readerBehind(nodes: readonly SyntaxNode[]): string | null {
    const found: string[] = [];
    const look = (node: SyntaxNode) => {
      this.work();
      if (node.type === "ProcessSubstitution") {
        const language =
          node.operator === ">" && node.script !== undefined ? this.readerIn(node.script) : null;
        if (language !== null) found.push(language);
      } else if (node.type !== "HereDocBody" && node.type !== "CommandExpansion") forEachChild(node, look);
    };
    for (const node of nodes) look(node);
    return found[0] ?? null;
  }

  /** The language of the first command inside a compound command that runs its standard input; null if there is none. */
  readerIn(node: SyntaxNode): string | null {
    const passed = new Set<SyntaxNode>();
    const open = [node];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      this.work();
      if (this.readsNothing.has(next) || passed.has(next)) continue;
      if (next.type === "Command") {
        const { stdinLanguage } = commandOf(next, this.draft);
        const language = stdinLanguage ?? this.readerBehind([...next.prefix, ...next.suffix]);
        if (language !== null) return language;
        const called = this.functions.calledBy(next);
        if (called.length > 0) passed.add(next);
        open.push(...called);
      }
      if (next.type === "Command" || next.type === "Word") continue;
      passed.add(next);
      forEachChild(next, (child) => open.push(child));
    }
    for (const each of passed) this.readsNothing.add(each);
    return null;
  }

  /** The language in which a simple command runs its standard input, itself or by a function that it calls. */
  inputOf(node: Command, { stdinLanguage }: ShellCommand): string | null {
    if (stdinLanguage !== null) return stdinLanguage;
    for (const body of this.functions.calledBy(node)) {
      const language = this.readerIn(body);
      if (language !== null) return language;
    }
    return null;
  }

  /**
   * The language of a program that any command may write to by a descriptor: `coproc sh`, `exec 3> >(sh)`. Which commands
   * do is not asked.
   */
  readerByDescriptor(root: SyntaxNode): string | null {
    const open = [root];
    let hasCoproc = false;
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      this.work();
      if (next.type === "Coproc") hasCoproc = true;
      if (next.type === "Command" && commandOf(next, this.draft).words.some(({ text }) => text === "exec")) {
        const language = this.readerBehind([...next.prefix, ...next.suffix]);
        if (language !== null) return language;
      }
      forEachChild(next, (child) => open.push(child));
    }
    return hasCoproc ? this.readerAnywhere(root) : null;
  }

  /** As `readerIn`, also inside of substitutions. */
  private readerAnywhere(root: SyntaxNode): string | null {
    const open = [root];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      this.work();
      const language = next.type === "Command" ? commandOf(next, this.draft).stdinLanguage : null;
      if (language !== null) return language;
      forEachChild(next, (child) => open.push(child));
    }
    return null;
  }
}
