import { useEffect, useMemo, useRef, useState } from "react";
import { useStore } from "zustand";
import { useMay } from "#components/api/use-may.ts";
import type { SavedDraft } from "#components/draft/saving/use-saved-draft.ts";
import type { Finding } from "#engine/model/graph-content.ts";
import { transfersTextOf } from "./transfers-text.ts";
import { useServersAsked } from "./use-servers-asked.ts";

const NOTHING: readonly Finding[] = [];
/** Somebody may type on. */
const PAUSE_MS = 500;
/** Where nobody was asked because others ask, it is tried again after so long. */
const BUSY_MS = 2_000;

/**
 * What the servers of a draft's transfers said when they were asked last: when the draft was opened, and each time a transfer was
 * changed and saved. Whoever may not design the graph asks nobody.
 */
export function useTransferFindings(
  { store, saving }: Pick<SavedDraft, "store" | "saving">,
  folder: string,
): readonly Finding[] {
  const isRefused = useMay()("design", folder) !== null;
  const transfers = useStore(
    store,
    useMemo(() => transfersTextOf(), []),
  );
  const name = useStore(store, ({ draft }) => draft.file.content.name);
  const { data, isFetching, refetch } = useServersAsked(name);
  const asked = useRef("");
  const isSaved = saving.is === "saved";
  useEffect(() => {
    if (isRefused || !isSaved || transfers === asked.current) return;
    const timer = setTimeout(() => {
      asked.current = transfers;
      if (transfers !== "") void refetch();
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [isRefused, isSaved, transfers, refetch]);
  const isBusy = data?.isBusy === true;
  useEffect(() => {
    if (!isBusy || isFetching || isRefused) return;
    const timer = setTimeout(() => void refetch(), BUSY_MS);
    return () => clearTimeout(timer);
  }, [isBusy, isFetching, isRefused, refetch]);
  // Nobody was asked: what was said before stays meanwhile.
  const [said, setSaid] = useState(NOTHING);
  const now = data === undefined || isBusy ? said : data.findings;
  if (now !== said) setSaid(now);
  return transfers === "" ? NOTHING : now;
}
