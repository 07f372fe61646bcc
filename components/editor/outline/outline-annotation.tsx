import { Trash2 } from "lucide-react";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { NOTHING_SELECTED } from "#components/draft/selection.ts";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { onFirstPress } from "#components/ui/buttons/one-press.ts";
import styles from "./outline.module.css";

/** A frame in the outline, before its vertices; or a note. */
export function OutlineAnnotation({ id, text, isChosen }: { id: string; text: string; isChosen: boolean }) {
  const store = useDraftStore();
  return (
    <div className={styles.row} data-chosen={isChosen || undefined}>
      <button
        type="button"
        className={styles.name}
        aria-pressed={isChosen}
        onClick={() => store.getState().select({ ...NOTHING_SELECTED, annotations: new Set([id]) })}
      >
        <bdi>{text}</bdi>
      </button>
      <IconButton
        size="small"
        label={`Remove ${text}`}
        icon={<Trash2 aria-hidden />}
        onClick={onFirstPress(() =>
          store.getState().edit({ do: "remove", vertices: [], edges: [], annotations: [id] }),
        )}
      />
    </div>
  );
}
