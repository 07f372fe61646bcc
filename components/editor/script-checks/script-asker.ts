import type { ScriptFindings } from "#components/vertex-form/findings/script-findings-context.ts";
import type { Finding, GraphContent } from "#engine/model/graph-content.ts";
import { hasShellScript, isSameForShell } from "./shell-scripts.ts";

type Ports = {
  /** The draft, if it is the one that the server has under this number; null while something is not saved. */
  readonly saved: () => { readonly edit: number; readonly content: GraphContent } | null;
  /** What the shells say of the draft of the server's, and which one they read. */
  readonly ask: (
    graph: string,
    signal: AbortSignal,
  ) => Promise<{
    readonly edit: number;
    readonly findings: readonly Finding[];
    /** What no shell has read, as sentences. */
    readonly unread: readonly string[];
    /** So many scripts may be read the next time: what was said of the others is kept, so it gets further. */
    readonly late: number;
  }>;
  readonly onSaid: (said: ScriptFindings) => void;
};

export type ScriptAsker = {
  /** The draft has changed, or was saved: the shells are asked after a pause, if there is something new to read. */
  readonly look: () => void;
  readonly stop: () => void;
};

const NO_ANSWER =
  "The server did not say in time what its shell finds in the scripts: it is asked again after the next save.";
const PAUSE_MS = 500;
/** So often in a row an answer may be about another save, while others save at the same time. */
const MAX_MISSES = 3;
/** So often it is asked again of the scripts that were not read. */
const MAX_MORE = 3;

/** Asks what the shells of the server say of the scripts of a draft: one question at a time, each about the newest text. */
export function createScriptAsker({ saved, ask, onSaid }: Ports): ScriptAsker {
  const stopping = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let said: ScriptFindings | null = null;
  let isAsking = false;
  let isLate = false;
  /** The last question had no answer: what is told now says so, whatever is known of the texts. */
  let hasFailed = false;
  let misses = 0;
  let more = 0;

  const tell = (next: ScriptFindings) => {
    said = next;
    hasFailed = false;
    misses = 0;
    onSaid(next);
  };
  const wait = () => {
    clearTimeout(timer);
    if (!stopping.signal.aborted) timer = setTimeout(() => void askOnce(), PAUSE_MS);
  };
  const askOnce = async () => {
    if (isAsking) {
      isLate = true;
      return;
    }
    const now = saved();
    if (now === null) return;
    const { name, vertices } = now.content;
    const isMore = more > 0 && more <= MAX_MORE;
    if (!isMore && !hasFailed && isSameForShell(said?.vertices ?? new Map(), vertices)) return;
    if (!hasShellScript(vertices)) {
      tell({ findings: [], vertices, unread: [] });
      return;
    }
    isAsking = true;
    try {
      const { edit, findings, unread, late } = await ask(name, stopping.signal);
      if (stopping.signal.aborted) return;
      if (edit === now.edit) {
        tell({ findings, vertices, unread });
        more = late > 0 ? more + 1 : 0;
        isLate ||= more > 0 && more <= MAX_MORE;
      } else {
        misses += 1;
        isLate ||= misses < MAX_MISSES;
      }
    } catch {
      // What is known of older texts stays. The next save asks again.
      const known = said ?? { findings: [], vertices: new Map() };
      hasFailed = true;
      if (!stopping.signal.aborted) onSaid({ ...known, unread: [NO_ANSWER] });
    } finally {
      isAsking = false;
      if (isLate) wait();
      isLate = false;
    }
  };
  return {
    look: () => {
      misses = 0;
      more = 0;
      wait();
    },
    stop: () => {
      clearTimeout(timer);
      stopping.abort();
    },
  };
}
