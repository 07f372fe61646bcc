import { useEffect, useMemo, useRef, useState } from "react";
import type { StoreApi } from "zustand/vanilla";
import { withRequestId } from "#client/request-link.ts";
import { useConnection } from "#components/api/connection.ts";
import { isAway, shownProblem } from "#components/api/shown-problem.ts";
import { useTRPCClient } from "#components/api/trpc.ts";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import type { GraphView } from "#contract/graphs.ts";
import { graphFileJson } from "#engine/graph-file/graph-file-json.ts";
import type { Finding, GraphFile } from "#engine/model/graph-content.ts";
import { createDraftStore, type DraftStore } from "../draft-store.ts";
import { type Autosave, createAutosave, type SaveOutcome, type SaveState } from "./autosave.ts";
import { forgetDraft, keepDraft, readKeptDraft } from "./kept-draft.ts";
import { takeUp } from "./take-up-draft.ts";

export type SavedDraft = {
  readonly store: StoreApi<DraftStore>;
  readonly saving: SaveState;
  /** Saves now what is unsaved. True where everything is on the server afterwards. */
  readonly flush: () => Promise<boolean>;
  readonly edit: () => number;
  /** What only the server can tell: about the graphs that vertices run. */
  readonly childFindings: readonly Finding[];
  /** After a conflict: this draft is saved over theirs. */
  readonly keepMine: (theirs: GraphView) => void;
  /** After a conflict: their version replaces this draft. */
  readonly takeTheirs: (theirs: GraphView) => void;
};

function isAboutChild({ code }: Finding): boolean {
  return code.startsWith("child-");
}

/** The draft of a page: in a store, saved by itself, and kept in the browser until the server has it. */
export function useSavedDraft(view: GraphView): SavedDraft {
  const client = useTRPCClient();
  const store = useMemo(() => createDraftStore(placedFile(view.file)), [view]);
  const [saving, setSaving] = useState<SaveState>({ is: "saved" });
  const [childFindings, setChildFindings] = useState(() => view.findings.filter(isAboutChild));
  const autosave = useRef<Autosave<GraphFile> | null>(null);

  useEffect(() => {
    const storages = [window.sessionStorage, window.localStorage];
    const name = () => store.getState().draft.file.content.name;
    /** The save that has no answer yet; `file` is null where the draft was changed since. */
    let sent: { readonly id: string; readonly file: GraphFile | null } | null = null;
    const keep = (edit: number) => {
      const { file } = store.getState().draft;
      keepDraft(storages, { edit, file, sent: sent && { id: sent.id, isAll: sent.file === file } });
    };
    const saver = createAutosave<GraphFile>({
      edit: view.edit,
      save: async (file, edit): Promise<SaveOutcome> => {
        const id = crypto.randomUUID();
        sent = { id, file };
        keep(edit);
        try {
          const input = { name: name(), edit, file: graphFileJson(file) };
          const saved = await client.graphs.save.mutate(input, withRequestId(id));
          setChildFindings(saved.findings.filter(isAboutChild));
          sent = null;
          keep(saved.edit);
          return { ok: true, edit: saved.edit };
        } catch (error) {
          sent = null;
          keep(edit);
          const { code, title } = shownProblem(error);
          const why = code === "conflict" ? "conflict" : isAway(error) ? "away" : "refused";
          return { ok: false, why, text: title };
        }
      },
      onState: (state) => {
        if (state.is === "saved") forgetDraft(storages, name());
        setSaving(state);
      },
    });
    autosave.current = saver;
    const left = new AbortController();
    const kept = readKeptDraft(storages, view.name);
    if (kept !== null) {
      const taken = takeUp(kept, client, view, store, saver, left.signal);
      if (kept.sent !== null) {
        const { id, isAll } = kept.sent;
        const lost = { id, file: isAll ? store.getState().draft.file : null };
        // What is typed before its outcome is known is kept with it.
        sent = lost;
        void taken.then(() => {
          if (sent === lost) sent = null;
        });
      }
    }
    let last = store.getState().draft.file;
    const unfollow = store.subscribe(({ draft: { file } }) => {
      if (file === last) return;
      const isRenamed = file.content.name !== last.content.name;
      last = file;
      // The server renamed it itself.
      if (isRenamed) return;
      keep(saver.edit());
      saver.changed(file);
    });
    const unsubscribe = useConnection.subscribe((now, before) => {
      if (now.returns > before.returns) saver.retry();
    });
    const onHide = () => void saver.flush();
    window.addEventListener("pagehide", onHide);
    return () => {
      window.removeEventListener("pagehide", onHide);
      left.abort();
      unsubscribe();
      unfollow();
      void saver.flush().finally(saver.stop);
      autosave.current = null;
    };
  }, [client, store, view]);

  return {
    store,
    saving,
    childFindings,
    flush: async () => (await autosave.current?.flush()) ?? false,
    edit: () => autosave.current?.edit() ?? view.edit,
    keepMine: (theirs) => autosave.current?.settle(theirs.edit, store.getState().draft.file),
    takeTheirs: (theirs) => {
      const saver = autosave.current;
      store.getState().restart(placedFile(theirs.file));
      saver?.settle(theirs.edit, null);
    },
  };
}
