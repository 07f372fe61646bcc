import { CircleCheck } from "lucide-react";
import { useShowVertices } from "#components/canvas/editing/lists/use-show-vertices.ts";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { edgeId } from "#components/draft/edits/edit.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Link } from "#components/ui/buttons/link.tsx";
import { keepFocusIn } from "#components/ui/keys/keep-focus-in.ts";
import { LiveArea } from "#components/ui/live/live-area.tsx";
import { useHeldRows } from "#components/ui/live/use-held-rows.ts";
import { useFirstRows } from "#components/ui/rows/first-rows.tsx";
import { FindingLine, findingKey } from "#components/vertex-form/findings/finding-line.tsx";
import { RuleButton } from "#components/vertex-form/findings/rule-button.tsx";
import { findingCounts } from "#engine/model/finding.ts";
import type { Finding } from "#engine/model/graph-content.ts";
import styles from "./problem-list.module.css";

/** More are shown on demand. */
const SHOWN = 50;

type Props = {
  findings: readonly Finding[];
  /** Whether the findings are of what the server has now: else nothing is said about sealing it. */
  isSettled: boolean;
  /** What no shell has read, as sentences. */
  unread?: readonly string[];
  /** Which scripts are for other programs, as a sentence. */
  foreign?: string | null;
};

/** Every finding of check. A click on one shows all its vertices and edges. */
export function ProblemList({ findings, isSettled, unread = [], foreign = null }: Props) {
  const store = useDraftStore();
  const showVertices = useShowVertices();
  const { shown, newCount } = useHeldRows(findings, findingKey);
  const { first, more } = useFirstRows(shown, SHOWN);
  const untidy = findings.filter(({ fix }) => fix?.change === "tidy").length;
  const show = (finding: Finding) => {
    const { vertices, edges } = finding;
    store.getState().showFinding(finding);
    showVertices([...new Set([...vertices, ...edges.flatMap(({ tail, head }) => [tail, head])])]);
    const isOfEdges = vertices.length === 0;
    store.getState().select({
      vertices: new Set(vertices),
      edges: new Set(isOfEdges ? edges.map(edgeId) : []),
    });
  };
  return (
    <section ref={keepFocusIn} aria-label="Problems" className={styles.panel} tabIndex={-1} data-region>
      <h2 className={styles.head}>
        {findings.length === 0 ? (
          <span className={styles.good}>
            <CircleCheck aria-hidden /> {isSettled ? "No problems. Ready to seal." : "No problems."}
          </span>
        ) : (
          countsText(findings, isSettled)
        )}
        {untidy > 1 && (
          <Button size="small" onClick={() => void store.getState().edit({ do: "tidy", fix: null })}>
            Tidy all texts
          </Button>
        )}
      </h2>
      <Unread sentences={foreign === null ? unread : [...unread, foreign]} />
      {shown.length > 0 && (
        <LiveArea newCount={newCount} place="above">
          <ul className={styles.list}>
            {first.map(({ row: finding, isGone }) => (
              <li key={findingKey(finding)} className={styles.item}>
                <button type="button" className={styles.line} onClick={() => show(finding)}>
                  <FindingLine finding={finding} isGone={isGone} />
                </button>
                <RuleButton code={finding.code} />
              </li>
            ))}
            {more !== null && <li>{more}</li>}
          </ul>
        </LiveArea>
      )}
    </section>
  );
}

/** Where no shell has looked, nothing found means nothing. */
function Unread({ sentences }: { sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <p className={styles.unread}>
      {sentences.join(" ")} <Link href="/settings/checkers">Script checks</Link>
    </p>
  );
}

function countsText(findings: readonly Finding[], isSettled: boolean): string {
  const counts = findingCounts(findings);
  const [errors] = findingCounts(findings.filter(({ level }) => level === "error"));
  const outcome = errors !== undefined ? ` Fix ${errors} to seal.` : isSettled ? " Ready to seal." : "";
  const isOnlyHints = findings.every(({ level }) => level === "hint");
  return `${isOnlyHints ? "No problems, " : ""}${counts.join(", ")}.${outcome}`;
}
