import styles from "../inspector.module.css";
import { FindingLine } from "./finding-line.tsx";
import { useFindings } from "./findings-context.ts";
import { FixButton } from "./fix-button.tsx";

/** What check says about one vertex. */
export function Findings({ of }: { of: string }) {
  const findings = useFindings().filter(({ vertices }) => vertices.includes(of));
  if (findings.length === 0) return null;
  return (
    <ul className={styles.findings} aria-label={`Findings about ${of}`}>
      {findings.map((finding) => (
        <li key={finding.code + finding.text}>
          <FindingLine finding={finding} />
          {finding.fix !== undefined && <FixButton fix={finding.fix} />}
        </li>
      ))}
    </ul>
  );
}
