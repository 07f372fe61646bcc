import type { Command } from "commander";
import type { Client } from "../../../command/client.ts";
import type { CommandContext, JsonOption } from "../../../command/command-context.ts";
import { defineVerb } from "../../../command/define-verb.ts";
import { parseGraphReference, resolveRevision } from "../../../input/graph-reference.ts";
import { shownText } from "../../../text/shown-text.ts";

type Options = JsonOption & { readonly schema?: string | true; readonly triggers?: true };

/** `graph export NAME[@REV]`: prints the graph file, byte for byte as `apply` takes it. */
export function addGraphExport(group: Command, context: CommandContext): void {
  defineVerb(
    group,
    "export",
    "print a draft or a revision as a graph file",
    "graph export deploy@3 --schema > deploy.yaml",
  )
    .argument("<graph>", "NAME for the draft, NAME@3 or NAME@sha256:7f3a for a revision")
    .option(
      "--schema [address]",
      "begin with a comment that tells editors where the JSON Schema is: at this server, or at an address or a file",
    )
    .option("--triggers", "with the schedules and triggers that launch the graph now")
    .action(async (graph: string, options: Options) => {
      const reference = parseGraphReference(graph);
      const client = await context.server();
      const comment = await schemaComment(options.schema, context, client);
      const which = await resolveRevision(client, reference);
      const { text } = await client.graphs.export.query(which);
      const whole =
        options.triggers === true ? await textWithTriggers(context, client, which.name, text) : text;
      const exported = { text: `${comment}${whole}` };
      context.give(options, exported, () => exported.text);
    });
}

/** What writes them is loaded for it alone. What nobody could read in this file is left out, and said. */
async function textWithTriggers(
  context: CommandContext,
  client: Client,
  graph: string,
  text: string,
): Promise<string> {
  const { triggersOfGraph } = await import("#client/triggers/declared-triggers.ts");
  const { withTriggers } = await import("#client/triggers/exported-triggers.ts");
  const whole = withTriggers(text, await triggersOfGraph(client, graph));
  for (const { trigger, problem } of whole.leftOut)
    context.say(
      `The ${trigger.of} ${shownText(trigger.file.name)} is left out, because it does not fit this text of the graph: ${problem}`,
    );
  return whole.text;
}

/** The comment for the YAML language server, which most editors use. */
async function schemaComment(
  schema: Options["schema"],
  context: CommandContext,
  client: Client,
): Promise<string> {
  if (schema === undefined) return "";
  const address =
    schema === true
      ? new URL("/api/graph-schema", context.webUrl ?? (await client.system.address.query()).url).href
      : schema;
  return `# yaml-language-server: $schema=${address.replace(/\s/g, encodeURIComponent)}\n`;
}
