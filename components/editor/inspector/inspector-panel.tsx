import { LastRunProvider } from "#components/vertex-form/expressions/last-run.tsx";
import {
  type ScriptFindings,
  ScriptFindingsContext,
} from "#components/vertex-form/findings/script-findings-context.ts";
import type { TestReach } from "#engine/vertex-test/cut-graph.ts";
import { Inspector } from "./inspector.tsx";

type Props = {
  onTest: (vertex: string, reach: TestReach) => void;
  scriptFindings: ScriptFindings | null;
};

/** The inspector, with the values of the last run for its expressions, and what shells say of its scripts. */
export function InspectorPanel({ onTest, scriptFindings }: Props) {
  return (
    <LastRunProvider>
      <ScriptFindingsContext value={scriptFindings}>
        <Inspector onTest={onTest} />
      </ScriptFindingsContext>
    </LastRunProvider>
  );
}
