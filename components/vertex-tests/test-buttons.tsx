import { FlaskConical } from "lucide-react";
import { useDraft } from "#components/draft/draft-context.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import type { TestReach } from "#engine/vertex-test/cut-graph.ts";
import styles from "./vertex-tests.module.css";

/** Opens the test of a vertex. All up to it is offered where something is before it. */
export function TestButtons({ vertex, onTest }: { vertex: string; onTest: (reach: TestReach) => void }) {
  const hasUpstream = useDraft(({ draft }) => {
    const { vertices, edges } = draft.file.content;
    return vertices.get(vertex)?.final !== undefined || edges.some(({ head }) => head === vertex);
  });
  return (
    <div className={styles.buttons}>
      <Button size="small" icon={<FlaskConical aria-hidden />} onClick={() => onTest("vertex")}>
        Test this vertex
      </Button>
      {hasUpstream && (
        <Button size="small" onClick={() => onTest("upstream")}>
          Test up to here
        </Button>
      )}
    </div>
  );
}
