import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useStore } from "zustand";
import type { StoreApi } from "zustand/vanilla";
import { keptRequest } from "#client/request-link.ts";
import { useConnection } from "#components/api/connection/connection.ts";
import { LIVE } from "#components/api/live/use-live-lists.ts";
import { isAway, isPassing, shownProblem } from "#components/api/shown-problem.ts";
import { useTRPC, useTRPCClient } from "#components/api/trpc.ts";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { changeAddress } from "#components/ui/address/change-address.ts";
import type { GraphView } from "#contract/graphs/graphs.ts";
import type { Decisions } from "#engine/merge/conflict.ts";
import { withoutTheirs } from "#engine/merge/merge-files.ts";
import type { Finding } from "#engine/model/graph-content.ts";
import { createDraftStore, type DraftStore } from "../draft-store.ts";
import { useKeptHistory } from "../history/use-kept-history.ts";
import { isSameState, type SaveState } from "./autosave.ts";
import { DraftSession } from "./draft-session.ts";
import { takeDraft } from "./drafts-of-tab.ts";
import { type DraftKeeper, draftKeeper } from "./kept/draft-keeper.ts";
import { forgetDraft, keepDraft, readKeptDraft } from "./kept/kept-draft.ts";
import type { Owners } from "./kept/known-owners.tsx";
import { holdDraft } from "./kept/open-owners.ts";
import { savedEdit } from "./saved-edit.ts";
import type { Merged, PendingMerge, SessionPorts } from "./session-ports.ts";

export type SavedDraft = {
  readonly store: StoreApi<DraftStore>;
  readonly saving: SaveState;
  /** False where the browser does not keep what is not saved yet: it is only on the screen. */
  readonly isKept: boolean;
  /** Saves now what is unsaved. True where everything is on the server afterwards; false once the page was left. */
  readonly flush: () => Promise<boolean>;
  readonly edit: () => number;
  /** True while the draft on the screen is the one that the server has under `edit()`: `saving` may lag behind. */
  readonly isSaved: () => boolean;
  /** This is the edit of the server's draft now, as the answer to a request of this page says: what it brought is taken in. */
  readonly hear: (edit: number) => void;
  /** True while somebody else saved something that is not in the draft yet. */
  readonly isStale: boolean;
  /** The folder of the graph, as of the newest save that is known. */
  readonly folder: string;
  /** What only the server can tell: about the graphs that vertices run. */
  readonly childFindings: readonly Finding[];
  /** What somebody else saved, while a person has to choose. */
  readonly pending: PendingMerge | null;
  /** What was merged last, until it is closed. */
  readonly merged: Merged | null;
  readonly closeMerged: () => void;
  /** Takes what was merged last out of the draft again, as one step. */
  readonly takeOutMerged: () => void;
  /** The draft is merged with theirs, as was decided, once each place is. */
  readonly resolve: (decisions: Decisions) => void;
  /** All of one side is kept, and nothing of the other. */
  readonly keepOnly: (side: "mine" | "theirs") => void;
};

function isAboutChild({ code }: Finding): boolean {
  return code.startsWith("child-");
}

/**
 * The draft of a page: in a store, saved by itself, kept in the browser until the server has it, merged with others'.
 *
 * @param owners whose draft it is, and which other pages have the graph open: what those keep is not taken up. A page asks
 *   before it shows the draft, since from its first effect on it can save.
 */
export function useSavedDraft(view: GraphView, { person, stillOpen }: Owners): SavedDraft {
  const client = useTRPCClient();
  const store = useMemo(() => createDraftStore(placedFile(view.file)), [view]);
  const [saving, setSaving] = useState<SaveState>({ is: "saved" });
  const [isKept, setIsKept] = useState(true);
  const [isStale, setIsStale] = useState(false);
  const [pending, setPending] = useState<PendingMerge | null>(null);
  const [merged, setMerged] = useState<Merged | null>(null);
  const [childFindings, setChildFindings] = useState(() => view.findings.filter(isAboutChild));
  const session = useRef<DraftSession | null>(null);

  useEffect(() => {
    const storages = [window.sessionStorage, window.localStorage];
    const opened = { graphId: view.graphId, edit: view.edit, file: placedFile(view.file) };
    const release = holdDraft(person, view.graphId);
    const taken = takeDraft(person, view.graphId);
    const keeper = draftKeeper(
      (kept) => (taken.isOwn() ? keepDraft(storages, person, kept) : "browser"),
      setIsKept,
    );
    const ports = portsOf(client, person, keeper, taken.left, (graph) => {
      if (taken.isOwn()) forgetDraft(storages, person, graph);
    });
    const one = new DraftSession(store, opened, readKeptDraft(storages, person, view, stillOpen), ports, {
      onState: (next) => setSaving((now) => (isSameState(now, next) ? now : next)),
      onSaved: ({ findings }) => setChildFindings(findings.filter(isAboutChild)),
      onPending: setPending,
      onMerged: setMerged,
      onKept: setIsKept,
      onStale: setIsStale,
      // The page stays as it is; only its address changes.
      onRenamed: (name) => changeAddress("replace", `/graphs/${encodeURIComponent(name)}`),
    });
    session.current = one;
    const unsubscribe = useConnection.subscribe((now, before) => {
      if (now.returns > before.returns) one.retry();
    });
    const stopLooking = onLeaving(one, keeper);
    return () => {
      stopLooking();
      unsubscribe();
      taken.leave(one.stop());
      keeper.keepNow();
      session.current = null;
      release();
    };
  }, [client, store, view, person, stillOpen]);

  const edit = useCallback(() => session.current?.edit() ?? view.edit, [view]);
  const isSaved = useCallback(() => session.current?.isSaved() ?? false, []);
  useKeptHistory(store, view.graphId, person === "" ? null : person, edit);
  const name = useStore(store, ({ draft }) => draft.file.content.name);
  const {
    data: newest,
    dataUpdatedAt,
    error,
  } = useQuery({
    ...useTRPC().graphs.newestSave.queryOptions({ name }),
    ...LIVE,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same answer once more is another try
  useEffect(() => {
    if (newest !== undefined) void session.current?.hear(newest);
  }, [newest, dataUpdatedAt]);
  // Where there is no graph of this name it may have another one by now.
  useEffect(() => {
    if (error !== null && !isAway(error)) session.current?.refresh().catch(() => undefined);
  }, [error]);

  return {
    store,
    saving,
    isStale,
    isKept,
    folder: newest?.folder ?? view.folder,
    childFindings,
    pending,
    merged,
    closeMerged: () => setMerged(null),
    takeOutMerged: () => {
      setMerged(null);
      if (merged === null) return;
      const file = withoutTheirs(store.getState().draft.file, merged.base, merged.theirs);
      store.getState().edit({ do: "replace", file });
    },
    flush: async () => (await session.current?.flush()) ?? false,
    edit,
    isSaved,
    hear: (now) => {
      if (now !== edit()) void session.current?.hear({ graphId: view.graphId, edit: now });
    },
    resolve: (decisions) => session.current?.resolve(decisions),
    keepOnly: (side) => session.current?.keepOnly(side),
  };
}

/**
 * Saves when the page is hidden or left, and looks for what others saved when it is shown again. Gives a function that ends
 * this.
 */
function onLeaving(session: DraftSession, keeper: DraftKeeper): () => void {
  const refresh = () => {
    session.retry();
    // Where the server is away, the next look finds it.
    session.refresh().catch(() => undefined);
  };
  const onHide = () => {
    void session.flush();
    keeper.keepNow();
  };
  const onVisibility = () => (document.visibilityState === "hidden" ? onHide() : refresh());
  // A browser may keep a page, and show it again much later.
  const onShow = ({ persisted }: PageTransitionEvent) => persisted && refresh();
  const onBeforeUnload = (event: BeforeUnloadEvent) => {
    if (!keeper.keepNow() || !keeper.outlivesTab() || session.isOnlyHere()) event.preventDefault();
  };
  document.addEventListener("visibilitychange", onVisibility);
  window.addEventListener("pagehide", onHide);
  window.addEventListener("pageshow", onShow);
  window.addEventListener("beforeunload", onBeforeUnload);
  return () => {
    document.removeEventListener("visibilitychange", onVisibility);
    window.removeEventListener("pagehide", onHide);
    window.removeEventListener("pageshow", onShow);
    window.removeEventListener("beforeunload", onBeforeUnload);
  };
}

function portsOf(
  client: ReturnType<typeof useTRPCClient>,
  person: string,
  keeper: DraftKeeper,
  left: SessionPorts["left"],
  forget: SessionPorts["forget"],
): SessionPorts {
  return {
    newId: () => crypto.randomUUID(),
    save: (request, id) => {
      // Until it is known who opened the page, it is whoever is signed in.
      const asked = person === "" ? request : { ...request, person };
      return client.graphs.save.mutate(asked, keptRequest(id, { saysItself: true }));
    },
    outcome: (id, left) => savedEdit(() => client.requests.outcome.mutate({ id }), left),
    newest: (name) => client.graphs.show.query({ name }),
    nameNow: async (graphId) => (await client.graphs.nameNow.query({ graphId })).name,
    failureOf: (error) => {
      const { code, title } = shownProblem(error);
      if (code === "conflict") return { why: code, text: title };
      return isPassing(error) ? { why: "away" } : { why: "refused", text: title };
    },
    left,
    keep: keeper.keep,
    forget: (graph) => {
      keeper.forget();
      forget(graph);
    },
  };
}
