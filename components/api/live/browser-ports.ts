import type { createTRPCClient } from "@trpc/client";
import { fromWire, toWire, type Wire } from "#engine/json/wire.ts";
import type { AppRouter } from "#trpc/routers/router.ts";
import { useConnection } from "../connection/connection.ts";
import { isAway } from "../shown-problem.ts";
import { keepSubscribed } from "./keep-subscribed.ts";
import type { OpenStream } from "./live-leader.ts";
import { LiveTab } from "./live-tab.ts";
import type { LiveMessage } from "./live-watch.ts";

type Client = ReturnType<typeof createTRPCClient<AppRouter>>;

const NAME = "signalbox-live";
const UNKNOWN = { code: "state-forbids", todo: "Reload the page." } as const;
const COUNT_MS = 30_000;
const tabs = new WeakMap<Client, LiveTab>();

/** The live updates of this tab; one for each client of the API. */
export function liveTabOf(client: Client): LiveTab {
  const known = tabs.get(client);
  if (known !== undefined) return known;
  const tab = connectedTab(client);
  tabs.set(client, tab);
  return tab;
}

/**
 * Connects a tab with the other tabs of the browser. A page without a secure context has no locks: then each visible tab
 * has a stream of its own.
 */
function connectedTab(client: Client): LiveTab {
  const locks = navigator.locks as LockManager | undefined;
  const channel = locks === undefined ? null : new BroadcastChannel(NAME);
  const tab: LiveTab = new LiveTab({
    tab: crypto.randomUUID(),
    // Exact numbers are objects of a class, which a message does not keep.
    post: (message) => channel?.postMessage(toWire(message)),
    lead: (begin) => (locks === undefined ? leadAlone(begin) : leadByLock(locks, begin)),
    open: streamOf(client, () => tab.broke()),
    onBroken: () => useConnection.getState().report("broken"),
  });
  channel?.addEventListener("message", ({ data }: MessageEvent<Wire>) =>
    tab.receive(fromWire(data) as LiveMessage),
  );
  const look = () => tab.setVisible(document.visibilityState === "visible");
  look();
  document.addEventListener("visibilitychange", look);
  // Also of a page that is closed, or kept for going back to it.
  window.addEventListener("pagehide", () => tab.setVisible(false));
  window.addEventListener("pageshow", look);
  setInterval(() => tab.count(), COUNT_MS);
  return tab;
}

function leadAlone(begin: () => void): { giveUp: () => void } {
  begin();
  return { giveUp: () => undefined };
}

/** The lock is held until it is given up, or the tab is gone. */
function leadByLock(locks: LockManager, begin: () => void): { giveUp: () => void } {
  const waiting = new AbortController();
  let release = () => waiting.abort();
  const held = async () => {
    if (waiting.signal.aborted) return;
    await new Promise<void>((resolve) => {
      release = resolve;
      begin();
    });
  };
  // It is rejected where it is given up before it is granted.
  locks.request(NAME, { signal: waiting.signal }, held).catch(() => undefined);
  return { giveUp: () => release() };
}

function streamOf(client: Client, onBroken: () => void): OpenStream {
  return (watches, onItem) => {
    const kept = keepSubscribed(({ received, ended }) => {
      const stream = client.pipelines.watchAll.subscribe(
        { watches: [...watches()] },
        {
          onData: ({ data }) => {
            received();
            onItem(data);
          },
          onConnectionStateChange: ({ error }) => error !== null && onBroken(),
          onError: (error) => {
            if (isAway(error)) onBroken();
            else {
              const refusal = error.data?.refusal ?? { ...UNKNOWN, text: error.message };
              for (const place of watches().keys()) onItem({ place, delta: null, refusal });
            }
            ended();
          },
          onStopped: ended,
        },
      );
      return () => stream.unsubscribe();
    });
    const forget = useConnection.subscribe((now, before) => {
      if (now.returns !== before.returns) kept.retryNow();
    });
    return () => {
      forget();
      kept.close();
    };
  };
}
