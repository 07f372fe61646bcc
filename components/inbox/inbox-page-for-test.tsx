import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type Answers, ApiForTest } from "#components/api/api-for-test.tsx";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import { Inbox } from "./inbox.tsx";

/** Longer than any test. */
export const HOLD_MS = 3_600_000;

type Props = {
  answers: Answers;
  onQueries: (queries: QueryClient) => void;
  /** Told what the browser's *Back* does. */
  onBack: (back: () => void) => void;
};

/** The page of the inbox, with an address of its own. */
export function PageOfInbox({ answers, onQueries, onBack }: Props) {
  const [entries, setEntries] = useState<readonly ReadonlyMap<string, string>[]>([new Map()]);
  const query = entries.at(-1);
  useEffect(() => onBack(() => setEntries((before) => before.slice(0, -1))), [onBack]);
  const change = (words: Readonly<Record<string, string | null>>, history?: "push") =>
    setEntries((before) => {
      const now = new Map(before.at(-1));
      for (const [word, value] of Object.entries(words))
        if (value === null) now.delete(word);
        else now.set(word, value);
      return [...before.slice(0, history === "push" ? before.length : -1), now];
    });
  return (
    <ToastProvider>
      <ApiForTest answers={answers}>
        <WithQueries onQueries={onQueries} />
        {query === undefined ? (
          <p>The inbox was left.</p>
        ) : (
          <div style={{ display: "flex", height: 700, flexDirection: "column" }}>
            <Inbox query={query} change={change} holdMs={HOLD_MS} />
          </div>
        )}
      </ApiForTest>
    </ToastProvider>
  );
}

function WithQueries({ onQueries }: Pick<Props, "onQueries">) {
  onQueries(useQueryClient());
  return null;
}
