import { CodeText } from "#components/ui/messages/code-text.tsx";
import styles from "./definition-dialog.module.css";
import type { ImportedFile } from "./imported-definition.ts";

/** One graph of a definition: its size, and each thing that is not as it was. */
export function ImportedGraphPart({ graph, isMade }: { graph: ImportedFile; isMade: boolean }) {
  const notes = [...graph.notes].sort((a, b) => Number(b.blocks) - Number(a.blocks));
  return (
    <section className={styles.part} aria-label={`Graph ${graph.name}`}>
      <h3 className={styles.name}>
        <bdi>{graph.name}</bdi>
      </h3>
      <p className={styles.size}>
        {counted(graph.vertexCount, "vertex", "vertices")}, {counted(graph.edgeCount, "edge", "edges")}.{" "}
        {notes.length === 0
          ? "All of it is carried over."
          : `${counted(notes.length, "thing", "things")} to look at; they stand among the problems of the draft.`}
        {isMade && " It is made."}
      </p>
      {notes.length > 0 && (
        <ul className={styles.notes}>
          {notes.map(({ vertex, place, text, blocks }) => (
            <li key={`${vertex} ${place} ${text}`}>
              {blocks && <strong>Before it can be sealed: </strong>}
              {vertex !== null && (
                <>
                  <bdi>{vertex}</bdi>:{" "}
                </>
              )}
              <bdi>
                <CodeText>{text}</CodeText>
              </bdi>
              {place !== "" && (
                <>
                  {" "}
                  <code className={styles.place}>
                    <bdi>{place}</bdi>
                  </code>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
