import { startTransition, useEffect, useRef, useState } from "react";
import { useTRPCClient } from "#components/api/trpc.ts";
import type { SavedDraft } from "#components/draft/saving/use-saved-draft.ts";
import type { ScriptFindings } from "#components/vertex-form/findings/script-findings-context.ts";
import { readableLater, unreadSentences } from "#contract/graphs/script-checks.ts";
import { createScriptAsker, type ScriptAsker } from "./script-asker.ts";

/** An answer that takes longer is given up. */
const MAX_MS = 60_000;

/** What the shell and shellcheck of the server say of the scripts of a draft, as it was when they were asked last. */
export function useScriptFindings({
  store,
  saving,
  edit,
  isSaved,
}: Pick<SavedDraft, "store" | "saving" | "edit" | "isSaved">): ScriptFindings | null {
  const client = useTRPCClient();
  const [said, setSaid] = useState<ScriptFindings | null>(null);
  const asker = useRef<ScriptAsker | null>(null);
  useEffect(() => {
    const one = createScriptAsker({
      saved: () => (isSaved() ? { edit: edit(), content: store.getState().draft.file.content } : null),
      ask: async (name, signal) => {
        // A long check must not hold up what else the page asks for.
        const how = {
          context: { isAlone: true },
          signal: AbortSignal.any([signal, AbortSignal.timeout(MAX_MS)]),
        };
        const checks = await client.graphs.checkScripts.query({ name }, how);
        const { edit, findings, unread } = checks;
        return { edit, findings, unread: unreadSentences(checks), late: readableLater(unread) };
      },
      onSaid: (next) => startTransition(() => setSaid(next)),
    });
    asker.current = one;
    const unfollow = store.subscribe((now, before) => {
      if (now.draft.file.content !== before.draft.file.content) one.look();
    });
    return () => {
      asker.current = null;
      unfollow();
      one.stop();
    };
  }, [client, store, edit, isSaved]);
  useEffect(() => {
    if (saving.is === "saved") asker.current?.look();
  }, [saving.is]);
  return said;
}
