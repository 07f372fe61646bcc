"use client";

import { useSearchParams } from "next/navigation";
import { useCallback } from "react";
import { changeAddress } from "./change-address.ts";

/**
 * The query of the URL, and how to change it. The address changes without asking the server: it says what is looked at, so
 * that a link shows the same.
 *
 * @param history `push`: the browser's *Back* takes a change back. Else the address changes in place.
 */
export function useUrlQuery(history: "push" | "replace" = "replace"): {
  query: ReadonlyMap<string, string>;
  /** Null takes a word away. The part behind `#` goes, unless it is kept. */
  change: (words: Readonly<Record<string, string | null>>, hash?: string) => void;
} {
  const params = useSearchParams();
  const change = useCallback(
    (words: Readonly<Record<string, string | null>>, hash = "") => {
      const before = window.location.search.slice(1);
      const now = new URLSearchParams(before);
      for (const [word, value] of Object.entries(words)) {
        if (value === null || value === "") now.delete(word);
        else now.set(word, value);
      }
      const search = now.toString();
      const address = `${window.location.pathname}${search === "" ? "" : `?${search}`}${hash}`;
      changeAddress(search === before ? "replace" : history, address);
    },
    [history],
  );
  return { query: new Map(params.entries()), change };
}
