import { useMemo } from "react";
import { LiveArea } from "#components/ui/live/live-area.tsx";
import { useHeldRows } from "#components/ui/live/use-held-rows.ts";
import { useFirstRows } from "#components/ui/rows/first-rows.tsx";
import type { Finding } from "#engine/model/graph-content.ts";
import styles from "../inspector.module.css";
import { FindingLine, findingKey } from "./finding-line.tsx";
import { useFindings } from "./findings-context.ts";
import { FixButtons, hasFix } from "./fix-button.tsx";
import { RuleButton } from "./rule-button.tsx";

/** The others are shown on demand. */
const SHOWN = 20;

type Props = {
  of: string | null;
  /** The key of the finding that was chosen in the list of problems: its fix is the first that the keyboard reaches. */
  shown?: string | null;
};

/** What check says about one vertex; null: about the graph as a whole. */
export function Findings({ of, shown: chosen = null }: Props) {
  const all = useFindings();
  const findings = useMemo(() => all.filter((finding) => isAbout(finding, of)), [all, of]);
  const { shown, newCount } = useHeldRows(findings, findingKey, { of: of ?? "" });
  const { first, more } = useFirstRows(shown, SHOWN);
  if (shown.length === 0) return null;
  return (
    <div className={styles.said}>
      <LiveArea newCount={newCount}>
        <ul className={styles.findings} tabIndex={-1} aria-label={`Findings about ${of ?? "the graph"}`}>
          {first.map(({ row: finding, isGone }) => (
            <li key={findingKey(finding)} data-shown-finding={findingKey(finding) === chosen || undefined}>
              <div className={styles.finding}>
                <FindingLine finding={finding} isGone={isGone} />
                <RuleButton code={finding.code} />
              </div>
              {!isGone && hasFix(finding) && (
                <div className={styles.fixes} data-fixes>
                  <FixButtons finding={finding} />
                </div>
              )}
            </li>
          ))}
        </ul>
        {more}
      </LiveArea>
    </div>
  );
}

function isAbout({ vertices, edges }: Finding, of: string | null): boolean {
  return of === null ? vertices.length + edges.length === 0 : vertices.includes(of);
}
