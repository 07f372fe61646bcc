import { useMemo } from "react";
import { LiveArea } from "#components/ui/live/live-area.tsx";
import { useHeldRows } from "#components/ui/live/use-held-rows.ts";
import styles from "../inspector.module.css";
import { FindingLine, findingKey } from "./finding-line.tsx";
import { useFindings } from "./findings-context.ts";
import { FixButton } from "./fix-button.tsx";

/** What check says about one vertex. */
export function Findings({ of }: { of: string }) {
  const all = useFindings();
  const findings = useMemo(() => all.filter(({ vertices }) => vertices.includes(of)), [all, of]);
  const { shown, newCount } = useHeldRows(findings, findingKey, { of });
  if (shown.length === 0) return null;
  return (
    <LiveArea newCount={newCount} place="above">
      <ul className={styles.findings} aria-label={`Findings about ${of}`}>
        {shown.map(({ row: finding, isGone }) => (
          <li key={findingKey(finding)}>
            <FindingLine finding={finding} isGone={isGone} />
            {finding.fix !== undefined && !isGone && <FixButton fix={finding.fix} />}
          </li>
        ))}
      </ul>
    </LiveArea>
  );
}
