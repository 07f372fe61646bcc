import type { StoreApi } from "zustand/vanilla";
import { isAway } from "#components/api/shown-problem.ts";
import type { useTRPCClient } from "#components/api/trpc.ts";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { placed } from "#components/canvas/layout/tidy.ts";
import type { GraphView, SavedGraph } from "#contract/graphs.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import type { DraftStore } from "../draft-store.ts";
import type { Autosave } from "./autosave.ts";
import { type KeptDraft, keptStep } from "./kept-draft.ts";

const AGAIN_MS = 1_000;

type Client = ReturnType<typeof useTRPCClient>;

/**
 * Takes up the draft that the browser kept when the page went away. Where a save was under way the server is asked first
 * what became of it. Until that is known nothing is saved.
 *
 * @param left is aborted when the page is left: what the browser keeps is taken up by the next page.
 */
export async function takeUp(
  kept: KeptDraft,
  client: Client,
  view: GraphView,
  store: StoreApi<DraftStore>,
  saver: Autosave<GraphFile>,
  left: AbortSignal,
): Promise<void> {
  store.getState().restart(placed(kept.file));
  saver.hold(kept.edit);
  const shown = store.getState().draft.file;
  const savedEdit = kept.sent === null ? null : await editOfSave(client, kept.sent.id, left);
  if (left.aborted) return;
  const step = keptStep(kept, savedEdit, view.edit);
  const now = store.getState().draft.file;
  // What was typed meanwhile follows the same save.
  const isChanged = now !== shown;
  if (step.do === "save") saver.settle(step.edit, now);
  else if (step.do === "follow") saver.settle(step.edit, isChanged ? now : null);
  else if (isChanged) saver.settle(savedEdit ?? kept.edit, now);
  else {
    store.getState().restart(placedFile(view.file));
    saver.settle(view.edit, null);
  }
}

/** The number that a save got; null where it was not carried out. Asks until it is known, or the page is left. */
async function editOfSave(client: Client, id: string, left: AbortSignal): Promise<number | null> {
  while (!left.aborted) {
    try {
      const outcome = await client.requests.outcome.mutate({ id });
      return outcome.is === "done" ? (outcome.answer as SavedGraph).edit : null;
    } catch (error) {
      // Refused for good: the draft is saved as what it followed.
      if (!isAway(error)) return null;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
  return null;
}
