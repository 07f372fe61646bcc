import { useEffect, useMemo, useState } from "react";
import type { GraphFileJson } from "#contract/graphs/graphs.ts";
import { isQuicklyPlaced, placedApart } from "./place-apart.ts";
import { keepPlaced, parsedFile } from "./placed-file.ts";

/**
 * Works out the places of a large graph beside the page. Then `placedFile` has them at once.
 *
 * @returns which share is done, from 0 to 1; null once `placedFile` may be called. Leaving the page ends the work.
 */
export function usePlacing(json: GraphFileJson): number | null {
  const toPlace = useMemo(() => {
    const file = parsedFile(json);
    if (!isQuicklyPlaced(file)) return file;
    return null;
  }, [json]);
  const [work, setWork] = useState<{ of: GraphFileJson; share: number | null } | null>(null);
  useEffect(() => {
    if (toPlace === null) return;
    const left = new AbortController();
    const onShare = (share: number) => setWork({ of: json, share });
    void placedApart(toPlace, { onShare, cancelled: left.signal }).then((file) => {
      if (file === null) return;
      keepPlaced(json, file);
      setWork({ of: json, share: null });
    });
    return () => left.abort();
  }, [toPlace, json]);
  if (toPlace === null) return null;
  return work?.of === json ? work.share : 0;
}
