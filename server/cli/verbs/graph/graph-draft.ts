import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { canonicalJson } from "#engine/graph-file/canonical-json.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { badUsage } from "../../command/command-problem.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { parseGraphReference, resolveRevision } from "../../input/graph-reference.ts";
import { diffText } from "../../output/diff-text.ts";
import { findingCount } from "../../output/finding-lines.ts";

type DraftOptions = JsonOption & { readonly keep?: string };

/** `graph draft NAME@REV`: the draft becomes what a revision says. A draft that is nowhere else is written to a file first. */
export function addGraphDraft(group: Command, context: CommandContext): void {
  defineVerb(
    group,
    "draft",
    "make the draft what a revision says; what differs is printed",
    "graph draft deploy@3 --keep former.yaml",
  )
    .argument("<graph>", "NAME@REV")
    .option("--keep <file>", "write the present draft to this new file first")
    .action(async (typed: string, options: DraftOptions) => {
      const client = await context.server();
      const { name, revision } = await resolveRevision(client, parseGraphReference(typed));
      if (revision === undefined)
        throw badUsage(`"${typed}" names no revision: that is the draft already.`, `Write ${name}@3.`);
      const draft = await client.graphs.show.query({ name });
      const wanted = await client.graphs.show.query({ name, revision });
      const found = await client.graphs.diff.query({ name, b: revision });
      if (isSameFile(draft, wanted))
        return context.give(
          options,
          { name: draft.name, edit: draft.edit, digest: draft.digest, isChanged: false },
          () => `The draft of ${draft.name} says what @${revision} says: nothing was changed.\n`,
        );
      // An older server does not say it: then the draft counts as not sealed.
      const sealedAs = draft.sealedAs ?? null;
      const sealed = sealedAs === null ? null : await client.graphs.show.query({ name, revision: sealedAs });
      if (options.keep === undefined && (sealed === null || !isSameFile(draft, sealed)))
        throw badUsage(
          `The ${sealed === null ? "draft" : "layout, or a frame or note, of the draft"} of ${draft.name} is not sealed: it would be lost. Nothing was changed.`,
          `Name a new file to write it to, --keep FILE${sealed === null ? ", or seal it first" : ""}.`,
        );
      if (options.keep !== undefined) {
        const { text } = await client.graphs.export.query({ name });
        await writeNew(options.keep, text);
      }
      // The guard of every save: what somebody saved since is not overwritten.
      const saved = await client.graphs.save.mutate({
        name,
        graphId: draft.graphId,
        edit: draft.edit,
        file: wanted.file,
      });
      context.give(
        options,
        { name: saved.name, edit: saved.edit, digest: saved.digest, isChanged: true },
        () =>
          `${diffText(context, found)}The draft of ${saved.name} says what @${revision} says: edit ${saved.edit}, ${findingCount(saved.findings)}.${
            options.keep === undefined ? "" : ` The former one is in ${options.keep}.`
          }\n`,
      );
    });
}

/** With layout, frames and notes, which are not in the digest. */
function isSameFile(one: { readonly file: unknown }, other: { readonly file: unknown }): boolean {
  return canonicalJson(one.file) === canonicalJson(other.file);
}

/** @throws CommandProblem where the file is there already, or cannot be written. */
async function writeNew(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: "wx" });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw badUsage(
      code === "EEXIST"
        ? `There is a file ${path} already: nothing was changed.`
        : `${path} cannot be written (${code}): nothing was changed.`,
      "Name a new file.",
    );
  }
}
