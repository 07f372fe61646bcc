import { countIn } from "#components/draft/text/number-in.ts";
import { useDraftText } from "#components/draft/use-draft-text.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import { TextField } from "#components/ui/fields/text-field.tsx";
import styles from "../inspector.module.css";

/** Who may execute it, before whom, and beside whom not. */
export function ClaimSettings({ name }: { name: string }) {
  const { spec, update } = useVertex(name);
  const labels = useDraftText((spec.labels ?? []).join(", "), (text) =>
    update({ labels: wordsOf(text) }, "labels"),
  );
  const locks = useDraftText((spec.locks ?? []).join(", "), (text) =>
    update({ locks: wordsOf(text) }, "locks"),
  );
  const limit = useDraftText(String(spec.limit ?? ""), (text) => update({ limit: countIn(text) }, "limit"));
  const priority = useDraftText(String(spec.priority ?? 0), (text) =>
    update({ priority: countIn(text) ?? 0 }, "priority"),
  );
  return (
    <>
      <TextField
        label="Runner labels"
        placeholder="any runner"
        isMono
        hint="Only runners that have all of these execute it."
        {...labels}
      />
      <TextField
        label="Locks"
        placeholder="none"
        isMono
        hint="Nothing else with one of these runs beside it."
        {...locks}
      />
      <div className={styles.pair}>
        <TextField label="At once" placeholder="any number" isMono inputMode="numeric" {...limit} />
        <TextField label="Priority" isMono inputMode="numeric" hint="smaller goes first" {...priority} />
      </div>
    </>
  );
}

/** Words as people write them: with commas or spaces between. */
function wordsOf(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((word) => word !== "");
}
