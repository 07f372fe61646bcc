import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef } from "react";
import { LIVE } from "#components/api/live/use-live-lists.ts";
import { useTRPC } from "#components/api/trpc.ts";
import type { InboxItem } from "#contract/prompts/inbox.ts";
import { readAlerts, setAlerts, useAlerts } from "./alert-store.ts";
import { browserAlert } from "./browser-alert.ts";
import { newestOf, newPrompts } from "./new-prompts.ts";

/** Nobody looks at the page, so it has no stream. */
const LOOK_MS = 30_000;

/** Tells of new prompts by the browser while nobody looks at the page, if the reader wishes. A press opens the prompt. */
export function PromptAlerts() {
  const isOn = useAlerts();
  const router = useRouter();
  const newest = useRef<number | null>(null);
  useEffect(readAlerts, []);
  const { data } = useQuery({
    ...useTRPC().prompts.inbox.queryOptions({ state: "open", isNewestFirst: true }),
    ...LIVE,
    enabled: isOn,
    refetchInterval: LOOK_MS,
    refetchIntervalInBackground: true,
  });
  const tell = useEffectEvent((items: readonly InboxItem[]) => {
    const found = newPrompts(items, newest.current);
    newest.current = newestOf(items, newest.current);
    if (!isOn || document.visibilityState === "visible") return;
    for (const { id, vertex, pipeline, question } of found) {
      const title = `${vertex} of ${pipeline.name} waits for you`;
      // Several tabs of one browser tell of it once.
      const alert = browserAlert(title, { body: question ?? "", tag: `signalbox-prompt-${id}` });
      if (alert === null) return setAlerts(false);
      alert.onclick = () => {
        window.focus();
        router.push(`/inbox?prompt=${id}`);
      };
    }
  });
  useEffect(() => {
    if (data !== undefined) tell(data.items);
  }, [data]);
  return null;
}
