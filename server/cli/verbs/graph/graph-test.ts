import type { Command } from "commander";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { collect, defineVerb } from "../../command/define-verb.ts";
import { watchUntilEnd } from "../../follow/watch-until-end.ts";
import { graphName } from "../../input/graph-reference.ts";
import { namedValues, vertexValues } from "../../input/named-values.ts";

type TestOptions = JsonOption & {
  readonly upTo?: true;
  readonly param?: readonly string[];
  readonly input?: readonly string[];
  readonly key?: string;
  readonly wait?: true;
};

/** `graph test NAME VERTEX`: runs one vertex of the draft, or all up to it, in a throw-away pipeline. */
export function addGraphTest(group: Command, context: CommandContext): void {
  defineVerb(
    group,
    "test",
    "run one vertex of the draft in a throw-away pipeline",
    "graph test deploy restart --input build.tag=1.4 --wait",
  )
    .argument("<name>", "the graph's name")
    .argument("<vertex>", "the vertex to test")
    .option("--up-to", "also run all before it; approvals and callbacks are not waited for")
    .option(
      "-p, --param <name=value>",
      "a value for a param; @FILE takes a file's text (repeatable)",
      collect,
    )
    .option(
      "--input <vertex.name=value>",
      "a value for an input, or for an output of a vertex that does not run (repeatable)",
      collect,
    )
    .option("--key <text>", "a second test with the same key gives the first pipeline")
    .option("--wait", "wait until it has ended; exit code 1 where it did not succeed")
    .action(async (name: string, vertex: string, options: TestOptions) => {
      const params = await namedValues(options.param ?? []);
      const inputs = await vertexValues(options.input ?? []);
      const client = await context.server();
      const launched = await client.graphs.test.mutate({
        name: graphName(name),
        vertex,
        reach: options.upTo ? "upstream" : "vertex",
        params,
        inputs,
        ...(options.key !== undefined && { key: options.key }),
      });
      const text = launched.isNew
        ? `Pipeline ${launched.id} tests ${vertex} of ${name}.`
        : `Pipeline ${launched.id} was launched with this key before.`;
      if (!options.wait) return context.give(options, launched, () => `${text}\n`);
      context.say(text);
      await watchUntilEnd(context, launched.id, options);
    });
}
