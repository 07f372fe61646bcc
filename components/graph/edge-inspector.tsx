import { Trash2 } from "lucide-react";
import { wireOf } from "#components/canvas/adapt.ts";
import { useDraft, useDraftStore } from "#components/canvas/draft-context.ts";
import { isSameWire } from "#components/canvas/edit.ts";
import { useNewVertex } from "#components/canvas/use-new-vertex.ts";
import { Button } from "#components/ui/button.tsx";
import { SelectField } from "#components/ui/text-field.tsx";
import styles from "./inspector.module.css";

const WHEN = ["succeeded", "failed", "always"];

/** What can be said of an edge: when it is taken. */
export function EdgeInspector({ id }: { id: string }) {
  const store = useDraftStore();
  const { insert } = useNewVertex();
  const wire = wireOf(id);
  const spec = useDraft(({ draft }) => draft.file.content.edges.find((edge) => isSameWire(edge, wire)));
  if (spec === undefined) return null;
  const { tail, head, when = "succeeded" } = spec;
  const options = [
    { value: "succeeded", label: `${tail} has succeeded` },
    { value: "failed", label: `${tail} has failed` },
    { value: "always", label: `${tail} has ended, either way` },
    ...(WHEN.includes(when) ? [] : [{ value: when, label: when }]),
  ];
  return (
    <div className={styles.parts}>
      <h2 className={styles.title}>
        {tail} → {head}
      </h2>
      <SelectField
        label={`${head} goes on when`}
        options={options}
        value={when}
        onChange={({ target }) => void store.getState().edit({ do: "say-edge", wire, when: target.value })}
      />
      <div className={styles.row}>
        <Button size="small" onClick={() => void insert(wire)}>
          Insert a vertex
        </Button>
        <Button
          size="small"
          icon={<Trash2 aria-hidden />}
          onClick={() => void store.getState().edit({ do: "remove", vertices: [], wires: [wire] })}
        >
          Remove edge
        </Button>
      </div>
    </div>
  );
}
