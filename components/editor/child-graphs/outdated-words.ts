import type { Outdated } from "#components/draft/child-graphs/pin-state.ts";

/** `3 child graphs have newer revisions.` Where some are only retired, also how many. */
export function outdatedWords(outdated: readonly Outdated[]): string {
  const newer = outdated.filter(({ state }) => state.isNewer).length;
  const retired = outdated.filter(({ state }) => state.retired !== null).length;
  const said = [
    ...(newer === 0
      ? []
      : [`${counted(newer)} ${newer === 1 ? "has a newer revision" : "have newer revisions"}`]),
    ...(retired === 0 ? [] : [`${counted(retired)} ${retired === 1 ? "runs" : "run"} a retired revision`]),
  ];
  return `${said.join(", ")}.`;
}

function counted(count: number): string {
  return `${count.toLocaleString("en")} child ${count === 1 ? "graph" : "graphs"}`;
}

/** Why there is nothing to update. */
export const NONE_OUTDATED = "No child graph has a newer revision that you may see.";
