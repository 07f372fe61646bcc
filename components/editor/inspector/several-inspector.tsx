import { Copy, Group, Package, Trash2, Ungroup } from "lucide-react";
import { useAnnotate } from "#components/canvas/annotations/use-annotate.ts";
import { useClipboardActions } from "#components/canvas/editing/use-clipboard.ts";
import { runCommand } from "#components/commands/command-registry.ts";
import { useDraft, useDraftStore } from "#components/draft/draft-context.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import styles from "#components/vertex-form/inspector.module.css";
import { SeveralSettings } from "#components/vertex-form/settings/several-settings.tsx";
import { reached } from "#engine/model/reached.ts";
import { ArrangeButtons } from "./arrange-buttons.tsx";
import { useSeveralKey } from "./form-key.ts";

/** What can be done with several things at once. */
export function SeveralInspector() {
  const { vertices, edges, annotations } = useDraft(({ selection }) => selection);
  const severalKey = useSeveralKey(vertices);
  const { frame, takeOut } = useAnnotate();
  const store = useDraftStore();
  const { removeChosen, duplicate } = useClipboardActions();
  const selectAll = (way: "before" | "behind") =>
    store.getState().select({ vertices: reached(store.getState().draft.file.content, vertices, way) });
  return (
    <div className={styles.parts}>
      <h2 className={styles.title}>
        {counted(vertices.size, "vertex", "vertices")}, {counted(edges.size, "edge", "edges")}
        {annotations.size > 0 && `, ${counted(annotations.size, "frame or note", "frames and notes")}`}
      </h2>
      {vertices.size > 1 && <ArrangeButtons />}
      {vertices.size > 0 && (
        <div className={styles.row}>
          <Button size="small" title="Key: [" onClick={() => selectAll("before")}>
            Select all before
          </Button>
          <Button size="small" title="Key: ]" onClick={() => selectAll("behind")}>
            Select all behind
          </Button>
        </div>
      )}
      <div className={styles.row}>
        {vertices.size > 0 && (
          <>
            <Button size="small" icon={<Group aria-hidden />} title="Key: Ctrl G" onClick={frame}>
              Put in a frame
            </Button>
            <Button size="small" icon={<Ungroup aria-hidden />} onClick={takeOut}>
              Take out of frames
            </Button>
            <Button
              size="small"
              icon={<Package aria-hidden />}
              title="Key: Ctrl Shift G"
              onClick={() => runCommand("group-vertices")}
            >
              Group into a child graph…
            </Button>
          </>
        )}
      </div>
      {vertices.size > 1 && <SeveralSettings key={severalKey} names={vertices} />}
      <div className={styles.row}>
        {vertices.size + annotations.size > 0 && (
          <Button size="small" icon={<Copy aria-hidden />} onClick={duplicate}>
            Duplicate
          </Button>
        )}
        <Button size="small" icon={<Trash2 aria-hidden />} onClick={() => removeChosen()}>
          Delete
        </Button>
      </div>
    </div>
  );
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
