import { Check, CircleAlert, CloudOff, LoaderCircle } from "lucide-react";
import type { SaveState } from "#components/draft/saving/autosave.ts";
import styles from "./editor-header.module.css";

/** Whether the draft on the screen is saved on the server. */
export function SaveStateText({ state }: { state: SaveState }) {
  const { text, tone, icon: Icon } = look(state);
  return (
    <span role="status" aria-label="Save state" className={styles.state} data-tone={tone}>
      <Icon aria-hidden />
      {text}
    </span>
  );
}

function look(state: SaveState) {
  switch (state.is) {
    case "saved":
      return { text: "Saved", tone: "still", icon: Check };
    case "unsaved":
    case "saving":
      return { text: "Saving…", tone: "still", icon: LoaderCircle };
    case "away":
      return { text: `Not saved: ${state.text} Your changes are kept here.`, tone: "warn", icon: CloudOff };
    case "refused":
    case "conflict":
      return { text: `Not saved: ${state.text} Your changes are kept here.`, tone: "bad", icon: CircleAlert };
  }
}
