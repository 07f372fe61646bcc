import type { Json } from "#engine/model/graph-content.ts";
import styles from "../run-view.module.css";
import { TrackValue } from "./track-value.tsx";
import values from "./track-values.module.css";

/** Named values as they are; nothing where there are none. */
export function TrackValues({
  title,
  values: all,
}: {
  title: string;
  values: Readonly<Record<string, Json>>;
}) {
  const entries = Object.entries(all);
  if (entries.length === 0) return null;
  return (
    <div className={styles.group}>
      <h3>{title}</h3>
      <dl className={values.values} aria-label={title}>
        {entries.map(([name, value]) => (
          <div key={name} className={values.pair}>
            <dt>{name}</dt>
            <dd>
              <TrackValue name={name} value={value} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
