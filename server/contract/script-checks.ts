import type { Finding } from "#engine/model/graph-content.ts";

/** What the shell and shellcheck of the server say of the scripts of a graph. Nothing is executed. */
export type ScriptChecks = {
  /** The edit of the draft that was checked. */
  readonly edit: number;
  /** Which of the two the server has. */
  readonly tools: { readonly shell: boolean; readonly shellcheck: boolean };
  readonly findings: readonly Finding[];
  /** How many scripts were not checked: the time was over, or a checker was given up. */
  readonly unchecked: number;
};
