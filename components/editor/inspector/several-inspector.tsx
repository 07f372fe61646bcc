import { Copy, Trash2 } from "lucide-react";
import { useClipboardActions } from "#components/canvas/editing/use-clipboard.ts";
import { useDraft } from "#components/draft/draft-context.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import styles from "#components/vertex-form/inspector.module.css";

/** What can be done with several things at once. */
export function SeveralInspector() {
  const { vertices, edges } = useDraft(({ selection }) => selection);
  const { removeChosen, duplicate } = useClipboardActions();
  return (
    <div className={styles.parts}>
      <h2 className={styles.title}>
        {counted(vertices.size, "vertex", "vertices")}, {counted(edges.size, "edge", "edges")}
      </h2>
      <div className={styles.row}>
        {vertices.size > 0 && (
          <Button size="small" icon={<Copy aria-hidden />} onClick={duplicate}>
            Duplicate
          </Button>
        )}
        <Button size="small" icon={<Trash2 aria-hidden />} onClick={removeChosen}>
          Delete
        </Button>
      </div>
    </div>
  );
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
