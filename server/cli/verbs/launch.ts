import type { Command } from "commander";
import type { CommandContext, JsonOption } from "../command/command-context.ts";
import { badUsage } from "../command/command-problem.ts";
import { collect, defineVerb, once } from "../command/define-verb.ts";
import { watchUntilEnd } from "../follow/watch-until-end.ts";
import { parseGraphReference, resolveRevision } from "../input/graph-reference.ts";
import { labelsOf } from "../input/labels.ts";
import { namedValues, vertexValues } from "../input/named-values.ts";
import { withPreset } from "../input/preset-values.ts";
import { priorityNumber } from "../input/priority-number.ts";
import { forecastText } from "../output/forecast-text.ts";

type LaunchOptions = JsonOption & {
  readonly param?: readonly string[];
  readonly input?: readonly string[];
  readonly preset?: string;
  readonly knownOnly?: true;
  readonly name?: string;
  readonly key?: string;
  readonly priority?: string;
  readonly label?: readonly string[];
  readonly break?: readonly string[];
  readonly from?: string;
  readonly skip?: readonly string[];
  readonly wait?: true;
  readonly dryRun?: true;
};

/** `launch NAME[@REV]`: starts a pipeline; with `--wait` it ends only when the pipeline has ended. */
export function addLaunch(program: Command, context: CommandContext): void {
  defineVerb(
    program,
    "launch",
    "start a pipeline",
    "launch deploy@3 -p env=prod --input A.ip=10.0.0.7 --wait",
  )
    .argument("<graph>", "NAME@3 or NAME@sha256:7f3a; NAME seals the draft first")
    .option(
      "-p, --param <name=value>",
      "a value for a param; @FILE takes a file's text (repeatable)",
      collect,
    )
    .option("--input <vertex.name=value>", "a value for an input of a vertex (repeatable)", collect)
    .option("--preset <name>", "values that were saved under this name; -p and --input go before them", once)
    .option("--known-only", "leave out what the preset has and the graph does not ask for")
    .option("--name <text>", "the pipeline's name")
    .option("--key <text>", "a second launch with the same key gives the first pipeline")
    .option("--priority <number>", "added to each vertex's own: smaller goes first")
    .option("--label <name=value>", "a label, to find the pipeline by (repeatable)", collect)
    .option("--break <vertex>", "stop before this vertex, until `track continue` (repeatable)", collect)
    .option("--from <vertex>", "begin at this vertex; skip all vertices that are not behind it", once)
    .option("--skip <vertex>", "skip this vertex (repeatable)", collect)
    .option("--wait", "wait until it has ended; exit code 1 where it did not succeed")
    .option("--dry-run", "launch nothing; say how long it would take, and who and what it would wait for")
    .action(async (graph: string, options: LaunchOptions) => {
      if (options.dryRun && options.wait)
        throw badUsage(
          "With --dry-run nothing is launched, so there is nothing to wait for.",
          "Leave --wait out.",
        );
      const reference = parseGraphReference(graph);
      const { preset } = options;
      const isKnownOnly = options.knownOnly ?? false;
      if (isKnownOnly && preset === undefined)
        throw badUsage("--known-only is about a preset, and none is named.", "Add --preset NAME.");
      const typed = {
        params: await namedValues(options.param ?? []),
        inputs: await vertexValues(options.input ?? []),
      };
      const priority = options.priority === undefined ? undefined : priorityNumber(options.priority);
      const labels = labelsOf(options.label ?? []);
      const client = await context.server();
      const { name, revision } = await resolveRevision(client, reference);
      const given =
        preset === undefined
          ? typed
          : await withPreset(context, client, { graph: name, revision, preset, isKnownOnly }, typed);
      const asked = {
        graph: name,
        revision,
        ...given,
        breaks: options.break === undefined ? undefined : [...options.break],
        from: options.from,
        skips: options.skip === undefined ? undefined : [...options.skip],
      };
      if (options.dryRun) {
        const forecast = await client.pipelines.forecast.mutate(asked);
        return context.give(options, forecast, () => forecastText(context, forecast));
      }
      const { name: called, key } = options;
      const launched = await client.pipelines.launch.mutate({
        ...asked,
        name: called,
        key,
        priority,
        labels,
      });
      const text = launched.isNew
        ? `Launched pipeline ${launched.id} of ${graph}.`
        : `Pipeline ${launched.id} was launched with this key before.`;
      if (!options.wait) return context.give(options, launched, () => `${text}\n`);
      context.say(text);
      await watchUntilEnd(context, launched.id, options);
    });
}
