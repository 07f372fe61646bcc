import { useMemo } from "react";
import { useDraft } from "#components/draft/draft-context.ts";
import { usePresent } from "#components/draft/presence/presence-store.ts";
import { keysOfNames } from "#components/ui/keys-of-names.ts";
import { namesText } from "./names-text.tsx";
import styles from "./presence.module.css";

/** Fields whose names in a graph file are not those on the page. */
const FIELD_WORDS: Readonly<Record<string, string>> = { revert: "undo script" };

/** Above the settings of what is selected: who else has selected it, and who types in it. */
export function WhoEdits() {
  const { vertices, edges } = useDraft(({ selection }) => selection);
  const people = usePresent((store) => store.people);
  const [vertex] = vertices;
  const [edge] = edges;
  const isVertex = vertices.size === 1 && edges.size === 0;
  const isEdge = vertices.size === 0 && edges.size === 1;
  const { typing, present } = useMemo(() => {
    const here = people.filter(({ isSelf, isIdle, selection }) => {
      if (isSelf || isIdle) return false;
      if (isVertex) return selection.vertices.includes(vertex ?? "");
      return isEdge && selection.edge !== null && `${selection.edge.tail} -> ${selection.edge.head}` === edge;
    });
    return {
      typing: here.filter(({ selection }) => selection.field !== null),
      present: here.filter(({ selection }) => selection.field === null),
    };
  }, [people, isVertex, isEdge, vertex, edge]);
  if (typing.length + present.length === 0) return null;
  const keys = keysOfNames(typing.map(({ name }) => name));
  return (
    <div role="status" aria-label="Others here" className={styles.editing}>
      {typing.map(({ name, selection: { field } }, place) => (
        <p key={keys[place]}>
          <bdi>{name}</bdi> is editing the <bdi>{FIELD_WORDS[field ?? ""] ?? field}</bdi>.
        </p>
      ))}
      {present.length > 0 && (
        <p>
          {namesText(present.map(({ name }) => name))} {present.length === 1 ? "has" : "have"} selected this,
          too.
        </p>
      )}
    </div>
  );
}
