import type { Values } from "#engine/json/json.ts";
import type { Client } from "../command/client.ts";
import type { CommandContext } from "../command/command-context.ts";
import { badUsage } from "../command/command-problem.ts";

type Given = {
  readonly params: Readonly<Record<string, unknown>>;
  readonly inputs: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

type Asked = {
  readonly graph: string;
  readonly revision?: number | undefined;
  readonly preset: string;
  /** Values for what is not asked for are left out, and not an error. */
  readonly isKnownOnly: boolean;
};

/**
 * The values of a preset, with those that were typed in their place.
 *
 * @throws CommandProblem where the preset has values for what the revision does not ask for.
 */
export async function withPreset(
  context: CommandContext,
  client: Client,
  { graph, revision, preset, isKnownOnly }: Asked,
  typed: Given,
): Promise<Given> {
  const shown = await client.presets.show.query({ graph, revision, name: preset });
  const called = revision === undefined ? graph : `${graph}@${revision}`;
  const unknown = shown.unknown.join(", ");
  if (unknown !== "" && !isKnownOnly)
    throw badUsage(
      `The preset "${preset}" has values for what ${called} does not ask for: ${unknown}.`,
      "Add --known-only to leave them out, or save the preset anew.",
    );
  if (unknown !== "") context.say(`Left out of the preset: ${unknown}.`);
  if (shown.secrets.length > 0)
    context.say(
      `No preset has a value for a secret: ${shown.secrets.join(", ")}. Name it with -p or --input.`,
    );
  return { params: { ...shown.params, ...typed.params }, inputs: merged(shown.inputs, typed.inputs) };
}

function merged(saved: Readonly<Record<string, Values>>, typed: Given["inputs"]): Given["inputs"] {
  const byVertex = new Map<string, Readonly<Record<string, unknown>>>(Object.entries(saved));
  for (const [vertex, own] of Object.entries(typed))
    byVertex.set(vertex, { ...byVertex.get(vertex), ...own });
  return Object.fromEntries(byVertex);
}
