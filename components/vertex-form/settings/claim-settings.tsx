import { countIn } from "#components/draft/text/number-in.ts";
import { useDraftText } from "#components/draft/use-draft-text.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import { TextField } from "#components/ui/fields/text-field.tsx";
import styles from "../inspector.module.css";
import { LocksField, wordsOf } from "./locks-field.tsx";

/** Which runners may execute a vertex, in which order, and how many at once. */
export function ClaimSettings({ name }: { name: string }) {
  const { spec, update } = useVertex(name);
  const labels = useDraftText((spec.labels ?? []).join(", "), (text) =>
    update({ labels: wordsOf(text) }, "labels"),
  );
  const limit = useDraftText(String(spec.limit ?? ""), (text) => update({ limit: countIn(text) }, "limit"));
  const priority = useDraftText(String(spec.priority ?? 0), (text) =>
    update({ priority: countIn(text) ?? 0 }, "priority"),
  );
  return (
    <>
      <TextField
        label="Runner labels"
        placeholder="Any runner"
        isMono
        hint="Runs only on runners that have all of these: gpu, linux"
        {...labels}
      />
      <LocksField name={name} />
      <div className={styles.pair}>
        <TextField label="Concurrency limit" placeholder="No limit" isMono inputMode="numeric" {...limit} />
        <TextField label="Priority" isMono inputMode="numeric" hint="Lower runs first" {...priority} />
      </div>
    </>
  );
}
