import type { SyntaxNode } from "unbash";
import { joinedTo, type ShellPlace, TOP } from "./shell-place.ts";

/** Who reads what functions print, as far as their calls were looked at: whoever reads what a call prints. */
export class ShellCalls {
  private readonly work: () => void;
  private readonly places = new Map<SyntaxNode, ShellPlace>();
  /** Thousands of commands may call the same functions. */
  private readonly told = new Map<readonly SyntaxNode[], Set<string>>();

  /** @param work called for each function that is looked at. It may throw, to end this. */
  constructor(work: () => void) {
    this.work = work;
  }

  /** The place of a body, by all of its calls so far. */
  placeOf(body: SyntaxNode): ShellPlace | undefined {
    return this.places.get(body);
  }

  /** Notes a call, and gives the bodies that have to be looked at again, because another program reads them now. */
  newsOf(
    called: readonly SyntaxNode[],
    { outputLanguage, errorLanguage }: ShellPlace,
  ): (readonly [SyntaxNode, ShellPlace])[] {
    if (called.length === 0 || (outputLanguage === null && errorLanguage === null)) return [];
    const told = this.told.get(called) ?? new Set<string>();
    const reader = `${outputLanguage} ${errorLanguage}`;
    if (told.has(reader)) return [];
    this.told.set(called, told.add(reader));
    return called.flatMap((body) => {
      this.work();
      const before = this.places.get(body) ?? TOP;
      const now = joinedTo(before, { outputLanguage, errorLanguage });
      if (now.outputLanguage === before.outputLanguage && now.errorLanguage === before.errorLanguage)
        return [];
      this.places.set(body, now);
      return [[body, now] as const];
    });
  }
}
