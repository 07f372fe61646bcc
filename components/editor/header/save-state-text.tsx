import { Check, CircleAlert, CloudOff, LoaderCircle } from "lucide-react";
import { type ConnectionState, useConnection } from "#components/api/connection/connection.ts";
import type { SavedDraft } from "#components/draft/saving/use-saved-draft.ts";
import styles from "./editor-header.module.css";

type State = Pick<SavedDraft, "saving" | "isKept" | "isStale">;

/** Whether the draft on the screen is saved on the server. */
export function SaveStateText({ saved }: { saved: State }) {
  const connection = useConnection(({ state }) => state);
  const { text, tone, icon: Icon } = look(saved, connection);
  return (
    <span role="status" aria-label="Save state" className={styles.state} data-tone={tone}>
      <Icon aria-hidden />
      <bdi>{text}</bdi>
    </span>
  );
}

/** True where the server has what is on the screen, and nobody can have changed it without this page knowing soon. */
export function useIsSettled({ saving, isStale }: Pick<SavedDraft, "saving" | "isStale">): boolean {
  return useConnection(({ state }) => state) === "live" && saving.is === "saved" && !isStale;
}

function look({ saving, isKept, isStale }: State, connection: ConnectionState) {
  const kept = isKept
    ? "Your changes are kept here."
    : "This browser has no room to keep your changes: leave the page open.";
  switch (saving.is) {
    case "saved":
      if (isStale) return { text: "Loading what somebody else saved…", tone: "still", icon: LoaderCircle };
      return connection === "live"
        ? { text: "Saved", tone: "still", icon: Check }
        : { text: "Offline. What you change is kept here.", tone: "warn", icon: CloudOff };
    case "unsaved":
    case "saving":
      return connection === "live"
        ? { text: "Saving…", tone: "still", icon: LoaderCircle }
        : { text: `Not saved: the server does not answer. ${kept}`, tone: "warn", icon: CloudOff };
    case "away":
      return { text: `Not saved yet. It is tried again by itself. ${kept}`, tone: "warn", icon: CloudOff };
    case "refused":
    case "conflict":
      return { text: `Not saved: ${saving.text} ${kept}`, tone: "bad", icon: CircleAlert };
  }
}
