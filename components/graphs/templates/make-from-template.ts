import type { TemplateFile, TemplateView } from "#contract/templates.ts";
import { readWholeGraphText } from "#engine/graph-triggers/read-whole-graph-text.ts";
import { triggerNameProblem } from "#engine/shape/names/trigger-names.ts";

/** What making a graph of a template asks of the server. */
export type MakePorts = {
  readonly apply: (text: string) => Promise<unknown>;
  readonly seal: (name: string) => Promise<unknown>;
};

/** The text of a template under another name. A trigger that has the template's name gets the other one, too. */
export function textUnder({ name: template, text }: TemplateFile, name: string): string {
  const named = text.replace(/^name: .*$/m, () => `name: ${JSON.stringify(name)}`);
  if (triggerNameProblem(name) !== null) return named;
  return named.replaceAll(`\n  - name: ${template}\n`, () => `\n  - name: ${JSON.stringify(name)}\n`);
}

/** The names of the schedules and triggers that a text declares: a graph is made without them. */
export function declaredIn(text: string): readonly string[] {
  const read = readWholeGraphText(text);
  return read.ok ? read.triggers.map(({ file }) => file.name) : [];
}

/** A graph that is there, and its newest revision; null where it has none. */
export type GraphThere = { readonly name: string; readonly latest: unknown };

/** The graphs that a template runs and that have no revision yet: they are made, unless they are there, and sealed. */
export function missingFor({ needs }: TemplateView, there: readonly GraphThere[]): readonly TemplateFile[] {
  return needs.filter(({ name }) => !there.some((graph) => isNamed(graph, name) && graph.latest !== null));
}

/** Names that differ only in upper and lower case are one. */
function isNamed(graph: GraphThere, name: string): boolean {
  return graph.name.toLowerCase() === name.toLowerCase();
}

/**
 * Makes a graph of a template, and before it the graphs that it runs. Those that have a revision stay as they are. Done once
 * more after it was broken off, it goes on.
 */
export async function makeFromTemplate(
  template: TemplateView,
  name: string,
  there: readonly GraphThere[],
  { apply, seal }: MakePorts,
): Promise<void> {
  for (const missing of missingFor(template, there)) {
    if (!there.some((graph) => isNamed(graph, missing.name))) await apply(missing.text);
    await seal(missing.name);
  }
  await apply(textUnder(template, name));
}
