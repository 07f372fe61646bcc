import { forEachChild, type SyntaxNode } from "unbash";
import { commandOf } from "./command-of.ts";
import type { ShellDraft } from "./shell-draft.ts";

/** Finds the programs that read what others write. */
export class ShellReaders {
  private readonly draft: ShellDraft;
  private readonly work: () => void;
  /** Compound commands in which no command runs its standard input. */
  private readonly readsNothing = new Set<SyntaxNode>();

  /** @param work called for each node that is looked at. It may throw, to end this. */
  constructor(draft: ShellDraft, work: () => void) {
    this.draft = draft;
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
    const passed: SyntaxNode[] = [];
    const open = [node];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      this.work();
      const language =
        next.type === "Command"
          ? (commandOf(next, this.draft).stdinLanguage ?? this.readerBehind([...next.prefix, ...next.suffix]))
          : null;
      if (language !== null) return language;
      if (next.type === "Command" || next.type === "Word" || this.readsNothing.has(next)) continue;
      passed.push(next);
      forEachChild(next, (child) => open.push(child));
    }
    for (const each of passed) this.readsNothing.add(each);
    return null;
  }
}
