import type { Command } from "commander";
import { addVerb } from "../add-verb.ts";
import type { Desk, JsonOption } from "../desk.ts";
import { summaryDocument } from "../pipeline-document.ts";
import { rowId } from "../row-id.ts";

/** `track succeed|fail PIPELINE VERTEX`: a person decides what a track counts as; it stays marked with who and why. */
export function addTrackForce(group: Command, desk: Desk): void {
  add(group, desk, "succeed", "succeeded", "count a lost or failed track as done");
  add(group, desk, "fail", "failed", "count a lost track as failed");
}

function add(group: Command, desk: Desk, word: string, to: "succeeded" | "failed", summary: string): void {
  addVerb(group, word, summary, `track ${word} 7 upgrade --reason 'looked at the host'`)
    .argument("<pipeline>", "the pipeline's number")
    .argument("<vertex>", "the vertex's name")
    .requiredOption("--reason <text>", "why; it is kept with the track")
    .action(async (pipeline: string, vertex: string, { json, reason }: JsonOption & { reason: string }) => {
      const id = rowId(pipeline, "pipeline");
      const client = await desk.server();
      const forced = await client.tracks.force.mutate({ id, vertex, to, reason });
      desk.give({ json }, summaryDocument(forced), () => `${vertex} of pipeline ${id} counts as ${to}.\n`);
    });
}
