"use client";

import { useSearchParams } from "next/navigation";
import { useCallback } from "react";

/**
 * The query of the URL, and how to change it. The address changes in place, without asking the
 * server: it says what is looked at, so that a link shows the same.
 */
export function useUrlQuery(): {
  query: ReadonlyMap<string, string>;
  /** Null takes a word away. The part behind `#` goes, unless it is kept. */
  change: (words: Readonly<Record<string, string | null>>, hash?: string) => void;
} {
  const params = useSearchParams();
  const change = useCallback((words: Readonly<Record<string, string | null>>, hash = "") => {
    const now = new URLSearchParams(window.location.search);
    for (const [word, value] of Object.entries(words)) {
      if (value === null || value === "") now.delete(word);
      else now.set(word, value);
    }
    const search = now.toString();
    window.history.replaceState(
      null,
      "",
      `${window.location.pathname}${search === "" ? "" : `?${search}`}${hash}`,
    );
  }, []);
  return { query: new Map(params.entries()), change };
}
