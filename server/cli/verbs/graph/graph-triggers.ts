import type { Command } from "commander";
import type { DeclaredAct, PresentTrigger } from "#client/triggers/declared-triggers.ts";
import type { ReadDeclaredTrigger } from "#engine/graph-triggers/read-whole-graph-text.ts";
import type { Client } from "../../command/client.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { CommandProblem } from "../../command/command-problem.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { EXIT_CODE } from "../../command/exit-code.ts";
import { type AppliedAll, applyEach, readDocumentsOf, stateInWords } from "../../input/apply-documents.ts";
import { shownText } from "../../text/shown-text.ts";

type Options = JsonOption & {
  readonly file: string;
  readonly preview?: true;
  readonly removeOthers?: true;
};

/** The reader and what applies are loaded for this verb alone: other verbs start without. */
const reader = () => import("#engine/graph-triggers/read-whole-graph-text.ts");
const declared = () => import("#client/triggers/declared-triggers.ts");

/** `graph triggers -f FILE`: makes the schedules and triggers that a graph file declares. Its draft is not touched. */
export function addGraphTriggers(group: Command, context: CommandContext): void {
  defineVerb(
    group,
    "triggers",
    "make the schedules and triggers that a graph file declares; the draft is not touched",
    "graph triggers -f deploy.yaml",
  )
    .requiredOption("-f, --file <file>", "a graph file in YAML or JSON; - reads stdin")
    .option("--preview", "only say what it would do")
    .option("--remove-others", "remove what launches the graph and is not in the file")
    .action(async ({ file, preview, removeOthers, ...options }: Options) => {
      let graph = "";
      const all = await readDocumentsOf<ReadDeclaredTrigger>(context, file, {
        kind: "graph file",
        read: async (text) => {
          const read = (await reader()).readWholeGraphText(text);
          if (!read.ok) return read;
          graph = read.file.content.name;
          if (removeOthers === true && !read.hasTriggersKey) throw removesAll(graph);
          return { ok: true, all: read.triggers };
        },
      });
      const client = await context.server();
      const isPreview = preview === true;
      const { documents, lines, isWhole } = isPreview
        ? await previewed(context, client, all)
        : await applied(context, client, all);
      // What was done is said, whatever becomes of the others.
      try {
        const others = isWhole ? await othersThan(client, graph, all) : [];
        const told =
          removeOthers === true && !isPreview && context.exitCode === EXIT_CODE.ok
            ? await removeOthersOf(context, client, others)
            : leftOthers(others, {
                isPreview,
                isWanted: removeOthers === true,
                isGood: context.exitCode === EXIT_CODE.ok,
              });
        documents.push(...told.documents);
        lines.push(...told.lines);
        if (isWhole && documents.length === 0)
          lines.push(`The file declares no triggers, and nothing launches ${graph}.\n`);
      } finally {
        context.give(options, documents, () => lines.join(""));
      }
    });
}

/** Removes what launches the graph and is not in the file. What is refused is said, and the next one is tried. */
async function removeOthersOf(context: CommandContext, client: Client, others: readonly PresentTrigger[]) {
  const { removeDeclared } = await declared();
  const { documents, lines } = await applyEach(context, others, {
    apply: (other) => removeDeclared(client, other),
    placeOf: () => ({}),
    before: "not in the file, ",
  });
  return { documents: documents.map((each) => ({ ...each, declared: false })), lines };
}

/** What is said of others that are left as they are. */
function leftOthers(others: readonly PresentTrigger[], how: OthersLeft) {
  return {
    documents: others.map(({ file: { name } }) => ({ name, done: false, declared: false })),
    lines: others.map(
      ({ file: { name, state = "new" } }) =>
        `${shownText(name)}: not in the file, ${otherWords(state, how)}.\n`,
    ),
  };
}

function applied(context: CommandContext, client: Client, all: readonly ReadDeclaredTrigger[]) {
  return applyEach(context, all, {
    apply: async (one) => {
      const { applyDeclared, findPresent, OtherGraph } = await declared();
      try {
        return await applyDeclared(client, one, await findPresent(client, one));
      } catch (error) {
        if (error instanceof OtherGraph) throw launchesOther(error.message);
        throw error;
      }
    },
    placeOf: ({ placeOf }, path) => placeOf(path),
  });
}

/** What would be done, one after the other. */
async function previewed(
  context: CommandContext,
  client: Client,
  all: readonly ReadDeclaredTrigger[],
): Promise<AppliedAll> {
  const { declaredAct, findPresent } = await declared();
  const documents: object[] = [];
  const lines: string[] = [];
  for (const one of all) {
    const present = await findPresent(client, one);
    const act = declaredAct(one, present);
    const { name, state = present?.file.state ?? "new" } = one.file;
    documents.push({ name, done: false, act, state });
    lines.push(`${shownText(name)}: ${actWords(act, present, state)}.\n`);
    if (act === "other-graph") context.exitCode = EXIT_CODE.refused;
  }
  return { documents, lines, isWhole: true };
}

function actWords(act: DeclaredAct, present: PresentTrigger | null, state: string): string {
  const is = stateInWords(state);
  switch (act) {
    case "make":
      return `would be made, ${is}`;
    case "change":
      return `would be changed, ${is}`;
    case "keep":
      return `would stay as it is, ${is}`;
    case "remove":
      return "would be removed";
    case "nothing":
      return "there is none, nothing would be changed";
    case "other-graph":
      return `would be refused: it launches another graph, ${shownText(present?.graph ?? "")}`;
  }
}

type OthersLeft = {
  readonly isPreview: boolean;
  /** They were to be removed. */
  readonly isWanted: boolean;
  /** Nothing was refused, or would be. */
  readonly isGood: boolean;
};

function otherWords(state: string, { isPreview, isWanted, isGood }: OthersLeft): string {
  const is = stateInWords(state);
  if (!isWanted) return `left as it is, ${is} (--remove-others removes it)`;
  if (!isPreview) return `left as it is, ${is}, because of what was not done`;
  return isGood ? "would be removed" : `would be left as it is, ${is}, because of what would be refused`;
}

async function othersThan(client: Client, graph: string, all: readonly ReadDeclaredTrigger[]) {
  const { triggersOfGraph, undeclared } = await declared();
  return undeclared(await triggersOfGraph(client, graph), all);
}

function launchesOther(text: string): CommandProblem {
  return new CommandProblem(EXIT_CODE.refused, {
    code: "conflict",
    text,
    kept: "It was left as it is.",
    todo: "Choose another name in the file.",
  });
}

function removesAll(graph: string): CommandProblem {
  return new CommandProblem(EXIT_CODE.badInput, {
    code: "bad-input",
    text: `The file has no \`triggers\`, so --remove-others would remove all that launches ${shownText(graph)}.`,
    kept: "Nothing was sent.",
    todo: "Where that is meant, write `triggers: []` into the file.",
  });
}
