import { useEffect, useState } from "react";
import { useTRPCClient } from "#components/api/trpc.ts";
import { AllLines } from "./all-lines.ts";

/** So many lines are read before somebody asks for more. */
const LINES_AT_ONCE = 50_000;

/** Reads the logs of all tracks of a pipeline page by page; what is here is shown at once. */
export function useAllLines(id: number) {
  const client = useTRPCClient();
  const [all, setAll] = useState(() => new AllLines());
  const [most, setMost] = useState(LINES_AT_ONCE);
  const [version, setVersion] = useState(0);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    let isOver = false;
    const read = async () => {
      while (!isOver && !all.isComplete && all.lines.length < most) {
        const page = await client.pipelines.readAllLogs.query({ id, after: all.next });
        if (isOver) return;
        all.take(page);
        setVersion((before) => before + 1);
      }
    };
    read().catch((reason: unknown) => {
      if (!isOver) setError(reason);
    });
    return () => {
      isOver = true;
    };
  }, [client, id, all, most]);
  return {
    all,
    version,
    error,
    isMore: !all.isComplete && all.lines.length >= most,
    more: () => setMost(all.lines.length + LINES_AT_ONCE),
    /** Reads all of it again. */
    refresh: () => {
      setError(null);
      setVersion(0);
      setAll(new AllLines());
    },
  };
}
