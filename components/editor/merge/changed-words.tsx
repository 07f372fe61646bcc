import { Fragment } from "react";
import { useShowVertex } from "#components/canvas/editing/lists/use-show-vertices.ts";
import { useDraft } from "#components/draft/draft-context.ts";
import type { ChangedParts, ChangedVertex } from "./changed-parts.ts";
import styles from "./conflict-panel.module.css";

/** What somebody changed, as a list in a sentence. A press on a vertex leads to it. */
export function ChangedWords({ parts: { vertices, others } }: { parts: ChangedParts }) {
  const all = [...vertices.map((each) => <Vertex key={each.name} {...each} />), ...others];
  return all.map((each, place) => (
    <Fragment key={typeof each === "string" ? each : each.key}>
      {place === 0 ? "" : place === all.length - 1 ? " and " : ", "}
      {each}
    </Fragment>
  ));
}

function Vertex({ name, became }: ChangedVertex) {
  const isThere = useDraft(({ draft }) => draft.file.content.vertices.has(name));
  const show = useShowVertex();
  return (
    <>
      {isThere ? (
        <button type="button" className={styles.vertex} onClick={() => show(name)}>
          <bdi>{name}</bdi>
        </button>
      ) : (
        <bdi>{name}</bdi>
      )}
      {became !== "changed" && ` (${became})`}
    </>
  );
}
