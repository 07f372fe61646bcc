import { createContext, useContext, useMemo } from "react";
import { edgeLabel } from "#components/draft/edits/edge-kind.ts";
import { Callout } from "#components/ui/states/callout.tsx";
import type { ContentDiff, FieldChange, NamedDiff } from "#engine/graph-file/content-diff.ts";
import type { EdgeSpec } from "#engine/model/graph-content.ts";
import styles from "./content-diff-view.module.css";
import { editsOfTexts, FEW_EDITS, textOf } from "./edits-of-texts.ts";
import { FirstOfMany } from "./first-of-many.tsx";
import { TextDiff } from "./text-diff.tsx";

const PLURALS = {
  vertex: "vertices",
  edge: "edges",
  parameter: "parameters",
  frame: "frames",
  note: "notes",
} as const;
type Noun = keyof typeof PLURALS;

/** How many edits are looked for in which text: one budget for all that a difference shows. */
const EditsContext = createContext<ReadonlyMap<FieldChange, number>>(new Map());

type Props = { diff: ContentDiff; before: string; after: string };

/** What differs between two contents of a graph: what came, what went, and each field that says something else. */
export function ContentDiffView({ diff, before, after }: Props) {
  const edits = useMemo(() => editsOfTexts(diff), [diff]);
  if (diff.isSame) return <Callout title={`No difference between ${before} and ${after}.`} />;
  const edges = (edges: readonly EdgeSpec[]) =>
    edges.map((edge) => [`${edge.tail} -> ${edge.head}`, edgeLabel(edge) ?? []].flat().join(": "));
  return (
    <EditsContext value={edits}>
      <section className={styles.diff} aria-label={`From ${before} to ${after}`}>
        <NamedDiffView noun="vertex" diff={diff.vertices} />
        <Names sign="+" noun="edge" names={edges(diff.edges.added)} />
        <Names sign="−" noun="edge" names={edges(diff.edges.removed)} />
        <FirstOfMany items={diff.edges.changed} noun="changed edges">
          {({ before: old, after: now }) => (
            <Changed
              key={`${now.tail} -> ${now.head}`}
              title={`edge ${now.tail} -> ${now.head}`}
              fields={[
                {
                  field: "when",
                  before: edgeLabel(old) ?? "succeeded",
                  after: edgeLabel(now) ?? "succeeded",
                },
              ]}
            />
          )}
        </FirstOfMany>
        <NamedDiffView noun="parameter" diff={diff.params} />
        {diff.graph.length > 0 && <Changed title="the graph" fields={diff.graph} />}
        {diff.isReordered && (
          <p className={styles.note}>Vertices or edges are in another order, so the digest differs.</p>
        )}
      </section>
    </EditsContext>
  );
}

/** What came, went and changed of things that are known by their names. */
export function NamedDiffView({ noun, diff }: { noun: Noun; diff: NamedDiff }) {
  return (
    <>
      <Names sign="+" noun={noun} names={diff.added} />
      <Names sign="−" noun={noun} names={diff.removed} />
      <FirstOfMany items={diff.changed} noun={`changed ${PLURALS[noun]}`}>
        {({ name, fields }) => <Changed key={name} title={`${noun} ${name}`} fields={fields} />}
      </FirstOfMany>
    </>
  );
}

function Names({ sign, noun, names }: { sign: "+" | "−"; noun: Noun; names: readonly string[] }) {
  const what = sign === "+" ? "new" : "removed";
  return (
    <FirstOfMany items={names} noun={`${what} ${PLURALS[noun]}`}>
      {(name) => (
        <p key={name} className={styles.name} data-sign={sign}>
          <span aria-hidden>{sign}</span> {what} {noun}{" "}
          <strong>
            <bdi>{name}</bdi>
          </strong>
        </p>
      )}
    </FirstOfMany>
  );
}

function Changed({ title, fields }: { title: string; fields: readonly FieldChange[] }) {
  const edits = useContext(EditsContext);
  return (
    <div className={styles.changed}>
      <p className={styles.name} data-sign="~">
        <span aria-hidden>~</span> changed{" "}
        <strong>
          <bdi>{title}</bdi>
        </strong>
      </p>
      {fields.map((each) => (
        <TextDiff
          key={each.field}
          label={each.field}
          before={textOf(each.before)}
          after={textOf(each.after)}
          maxEdits={edits.get(each) ?? FEW_EDITS}
        />
      ))}
    </div>
  );
}
