import type { Command } from "commander";
import type { DeclaredAct, PresentTrigger } from "#client/triggers/declared-triggers.ts";
import type { ReadDeclaredTrigger } from "#engine/graph-triggers/read-whole-graph-text.ts";
import type { Client } from "../../command/client.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { CommandProblem } from "../../command/command-problem.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { EXIT_CODE } from "../../command/exit-code.ts";
import { applyEach, readDocumentsOf, stateInWords } from "../../input/apply-documents.ts";
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
          return { ok: true, all: read.triggers };
        },
      });
      const client = await context.server();
      const { documents, lines } =
        preview === true ? await previewed(context, client, all) : await applied(context, client, all);
      const others = await othersThan(client, graph, all);
      for (const other of others) {
        const { name, state = "new" } = other.file;
        const isRemoved = removeOthers === true && preview !== true && context.exitCode === EXIT_CODE.ok;
        if (isRemoved) await (await declared()).removeDeclared(client, other);
        documents.push({
          name,
          done: isRemoved,
          ...(isRemoved && { what: "changed", state: "removed" }),
          declared: false,
        });
        lines.push(
          `${shownText(name)}: not in the file, ${otherWords(state, isRemoved, preview, removeOthers)}.\n`,
        );
      }
      if (documents.length === 0)
        lines.push(`The file declares no triggers, and nothing launches ${graph}.\n`);
      context.give(options, documents, () => lines.join(""));
    });
}

function applied(context: CommandContext, client: Client, all: readonly ReadDeclaredTrigger[]) {
  return applyEach(context, all, {
    apply: async (one) => {
      const { applyDeclared, OtherGraph } = await declared();
      try {
        return await applyDeclared(client, one);
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
): Promise<{ readonly documents: object[]; readonly lines: string[] }> {
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
  return { documents, lines };
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

function otherWords(
  state: string,
  isRemoved: boolean,
  preview: true | undefined,
  wants: true | undefined,
): string {
  if (isRemoved) return "removed";
  const is = stateInWords(state);
  if (wants !== true) return `left as it is, ${is} (--remove-others removes it)`;
  return preview === true ? "would be removed" : `left as it is, ${is}, because of what was not done`;
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
