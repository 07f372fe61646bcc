import { Findings } from "#components/vertex-form/findings/findings.tsx";
import styles from "#components/vertex-form/inspector.module.css";
import { VertexNameField } from "#components/vertex-form/settings/vertex-name-field.tsx";

/** A kind that cannot run yet: its name, and what check says about it. */
export function TransferInspector({ name }: { name: string }) {
  return (
    <div className={styles.parts}>
      <VertexNameField name={name} />
      <Findings of={name} />
    </div>
  );
}
