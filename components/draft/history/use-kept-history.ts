import { useEffect } from "react";
import type { StoreApi } from "zustand/vanilla";
import type { DraftStore } from "../draft-store.ts";
import { historyKeyOf, readHistory, writeHistory } from "./history-store.ts";
import { readStoredHistory, storedHistory } from "./stored-history.ts";

/** Steps that follow each other faster are written together. */
const CALM_MS = 1_000;

/**
 * Keeps the steps of a draft in the browser, so that undo goes on after a reload and after going to another page.
 *
 * @param person whose steps they are; null while it is not known: then nothing is kept.
 * @param edit gives the number of the save that the draft follows.
 */
export function useKeptHistory(
  store: StoreApi<DraftStore>,
  graphId: number,
  person: string | null,
  edit: () => number,
): void {
  useEffect(() => {
    if (person === null) return;
    let timer: ReturnType<typeof setTimeout> | null = null;
    let isLeft = false;
    let isTaken = false;
    const nameNow = () => store.getState().draft.file.content.name;
    const write = () => {
      // Not before the older steps are there: else they would be lost.
      if (timer === null || !isTaken) return;
      clearTimeout(timer);
      timer = null;
      const kept = { edit: edit(), history: storedHistory(store.getState().draft) };
      // Without room, undo ends with the page, as in any editor.
      writeHistory(historyKeyOf(person, graphId, nameNow()), kept, Date.now()).catch(() => undefined);
    };
    const opened = { name: nameNow(), edit: edit() };
    const takeUp = async () => {
      const kept = await readHistory(historyKeyOf(person, graphId, opened.name)).catch(() => null);
      // A newer number than the server's is of a database that was restored since.
      if (isLeft || kept === null || kept.edit > opened.edit) return;
      const history = readStoredHistory(kept.history, opened.name);
      if (history !== null) store.getState().continueHistory(history);
    };
    const taken = takeUp().finally(() => {
      isTaken = true;
    });
    const unfollow = store.subscribe((now, before) => {
      if (now.draft.past === before.draft.past && now.draft.file === before.draft.file) return;
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(() => void taken.then(write), CALM_MS);
    });
    const onHide = () => document.visibilityState === "hidden" && write();
    document.addEventListener("visibilitychange", onHide);
    window.addEventListener("pagehide", write);
    return () => {
      isLeft = true;
      unfollow();
      write();
      document.removeEventListener("visibilitychange", onHide);
      window.removeEventListener("pagehide", write);
    };
  }, [store, graphId, person, edit]);
}
