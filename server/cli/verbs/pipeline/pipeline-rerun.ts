import type { Command } from "commander";
import type { LaunchForm } from "#contract/pipelines/pipelines.ts";
import type { LaunchedValues } from "#contract/pipelines/previews.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { collect, defineVerb } from "../../command/define-verb.ts";
import { watchUntilEnd } from "../../follow/watch-until-end.ts";
import { labelsOf } from "../../input/labels.ts";
import { namedValues, vertexValues } from "../../input/named-values.ts";
import { priorityNumber } from "../../input/priority-number.ts";
import { rowId } from "../../input/row-id.ts";
import { diffText } from "../../output/diff-text.ts";
import { shownText } from "../../text/shown-text.ts";

type RerunOptions = JsonOption & {
  readonly newest?: true;
  readonly param?: readonly string[];
  readonly input?: readonly string[];
  readonly name?: string;
  readonly priority?: string;
  readonly label?: readonly string[];
  readonly all?: true;
  readonly breaks?: true;
  readonly wait?: true;
};

/** `pipeline rerun ID`: launches a new pipeline with the values, name, priority, labels and skipped vertices of this one; with `--newest` on the newest revision. */
export function addPipelineRerun(group: Command, context: CommandContext): void {
  defineVerb(
    group,
    "rerun",
    "run everything again, in a new pipeline",
    "pipeline rerun 7 --newest -p env=prod",
  )
    .argument("<id>", "the pipeline's number")
    .option("--newest", "on the newest revision; what differs is printed first")
    .option("-p, --param <name=value>", "another value for a param (repeatable)", collect)
    .option("--input <vertex.name=value>", "another value for an input of a vertex (repeatable)", collect)
    .option("--name <text>", "another name")
    .option("--priority <number>", "another priority: smaller goes first")
    .option("--label <name=value>", "another value for a label, or one more (repeatable)", collect)
    .option("--all", "run also what was skipped at the launch")
    .option("--breaks", "stop again at the breakpoints of this pipeline")
    .option("--wait", "wait until it has ended; exit code 1 where it did not succeed")
    .action(async (typed: string, options: RerunOptions) => {
      const client = await context.server();
      const params = await namedValues(options.param ?? []);
      const inputs = await vertexValues(options.input ?? []);
      const labels = labelsOf(options.label ?? []);
      const priority = options.priority === undefined ? null : priorityNumber(options.priority);
      const launched = await client.pipelines.launchedValues.query({ id: rowId(typed, "pipeline") });
      const { graph } = launched;
      const revision = options.newest === true ? launched.newest : launched.revision;
      if (revision !== launched.revision)
        context.say(
          diffText(
            context,
            await client.graphs.diff.query({ name: graph, a: launched.revision, b: revision }),
          ),
        );
      const form = await client.pipelines.launchForm.query({ graph, revision });
      const kept = keptValues(launched, form);
      const told = toldAgain(launched, form, options.all === true);
      kept.left.push(...told.left);
      const stops = options.breaks === true ? stopsAgain(launched, form) : { breaks: [], left: [] };
      kept.left.push(...stops.left.filter((name) => !kept.left.includes(name)));
      if (told.text !== null) context.say(`${shownText(told.text)} As at the launch; --all runs all.`);
      for (const left of kept.left)
        context.say(
          `Left out, because ${shownText(graph)}@${revision} does not have it: ${shownText(left)}.`,
        );
      const vertices = [...new Set([...Object.keys(kept.inputs), ...Object.keys(inputs)])];
      const again = await client.pipelines.launch.mutate({
        graph,
        revision,
        name: options.name ?? launched.name,
        priority: priority ?? launched.priority,
        labels: { ...launched.labels, ...labels },
        params: { ...kept.params, ...params },
        ...(told.from !== null && { from: told.from }),
        ...(told.skips.length > 0 && { skips: told.skips }),
        ...(stops.breaks.length > 0 && { breaks: stops.breaks }),
        inputs: Object.fromEntries(vertices.map((name) => [name, { ...kept.inputs[name], ...inputs[name] }])),
      });
      const text = `Launched pipeline ${again.id} of ${graph}@${revision}.`;
      if (!options.wait) return context.give(options, again, () => `${text}\n`);
      context.say(text);
      await watchUntilEnd(context, again.id, options);
    });
}

/** Where the launch began and what it skipped, as far as the revision has these vertices; a sentence about it, or null. */
function toldAgain({ from, skips }: LaunchedValues, { names }: LaunchForm, isAll: boolean) {
  if (isAll) return { from: null, skips: [], left: [], text: null };
  const known = skips.filter((name) => names.includes(name));
  const begin = from !== null && names.includes(from) ? from : null;
  const left = [
    ...(from === null || begin !== null ? [] : [from]),
    ...skips.filter((name) => !known.includes(name)),
  ];
  const said = [
    ...(begin === null ? [] : [`Begins at ${begin}.`]),
    ...(known.length === 0 ? [] : [`Skips ${known.join(", ")}.`]),
  ];
  return { from: begin, skips: known, left, text: said.length === 0 ? null : said.join(" ") };
}

/** The breakpoints at which the revision can stop, and the names of the vertices that it does not have. */
function stopsAgain({ breaks }: LaunchedValues, { names }: LaunchForm) {
  const known = new Set(names);
  return {
    breaks: breaks.filter((name) => known.has(name)),
    left: breaks.filter((name) => !known.has(name)),
  };
}

/** The values that the revision still has a place for, and the names of the others. */
function keptValues({ params, inputs }: LaunchedValues, form: LaunchForm) {
  const left: string[] = [];
  const known = <Value>(values: Readonly<Record<string, Value>>, names: object, before = "") =>
    Object.fromEntries(
      Object.entries(values).filter(([name]) => {
        const isKnown = Object.hasOwn(names, name);
        if (!isKnown) left.push(`${before}${name}`);
        return isKnown;
      }),
    );
  const ofVertex = new Map(form.vertices.map(({ name, inputs: own }) => [name, own]));
  return {
    params: known(params, form.params),
    inputs: Object.fromEntries(
      Object.entries(inputs).map(([name, own]) => [name, known(own, ofVertex.get(name) ?? {}, `${name}.`)]),
    ),
    left,
  };
}
