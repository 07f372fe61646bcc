import type { ReactNode } from "react";
import { edgeLabel } from "#components/draft/edits/edge-kind.ts";
import type { CrossingValue } from "#engine/grouping/crossing/crossing-values.ts";
import type { Grouped } from "#engine/grouping/group-vertices.ts";
import type { EdgeSpec } from "#engine/model/graph-content.ts";
import { nameList } from "#engine/text/name-list.ts";
import { Differences } from "./differences.tsx";
import styles from "./group-dialog.module.css";

/** Elements of so many are made. */
const MAX_SHOWN = 200;

/** What crosses the border of a group, and what will be another way than before. */
export function GroupPreview({ grouped }: { grouped: Grouped }) {
  const { params, outputs, crossing, differences } = grouped;
  return (
    <div className={styles.preview}>
      <Differences differences={differences} />
      <Part title="Params of the child" none="It reads nothing from outside." count={params.length}>
        {params.slice(0, MAX_SHOWN).map((value) => (
          <ValueRow key={value.name} value={value} />
        ))}
      </Part>
      <Part title="Outputs of the child" none="Nothing outside reads its values." count={outputs.length}>
        {outputs.slice(0, MAX_SHOWN).map((value) => (
          <ValueRow key={value.name} value={value} />
        ))}
      </Part>
      <Part title="Edges across the border" none="No edge leads in or out." count={crossing.length}>
        {crossing.slice(0, MAX_SHOWN).map((edge) => (
          <EdgeRow key={`${edge.tail} -> ${edge.head}`} edge={edge} />
        ))}
      </Part>
    </div>
  );
}

function Part({
  title,
  none,
  count,
  children,
}: {
  title: string;
  none: string;
  count: number;
  children: ReactNode;
}) {
  const more = count - MAX_SHOWN;
  return (
    <section aria-label={title} className={styles.part}>
      <h3 className={styles.title}>
        {title} {count > 0 && <span className={styles.count}>{count.toLocaleString("en")}</span>}
      </h3>
      {count === 0 ? (
        <p className={styles.none}>{none}</p>
      ) : (
        // A long list scrolls by itself, also by the keyboard.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached
        <ul aria-label={title} className={styles.rows} tabIndex={0}>
          {children}
          {more > 0 && <li className={styles.none}>{`and ${more.toLocaleString("en")} more`}</li>}
        </ul>
      )}
    </section>
  );
}

function ValueRow({ value: { name, type, from, readBy } }: { value: CrossingValue }) {
  const readers = readBy.map((each) => (each === "" ? "the graph's outputs" : each));
  return (
    <li className={styles.row}>
      <code>
        <bdi>{name}</bdi>
      </code>
      <span className={styles.type}>{type}</span>
      <code className={styles.from}>
        <bdi>{from}</bdi>
      </code>
      <span className={styles.readers}>
        read by <bdi>{nameList(readers)}</bdi>
      </span>
    </li>
  );
}

function EdgeRow({ edge }: { edge: EdgeSpec }) {
  const label = edgeLabel(edge);
  return (
    <li className={styles.row}>
      <span>
        <bdi>{edge.tail}</bdi> → <bdi>{edge.head}</bdi>
      </span>
      {label !== null && (
        <code className={styles.from}>
          <bdi>{label}</bdi>
        </code>
      )}
    </li>
  );
}
