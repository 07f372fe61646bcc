import { worstFirst } from "../model/finding.ts";
import type { Finding, GraphContent } from "../model/graph-content.ts";
import { edgeFindings } from "./edges/findings-edges.ts";
import { finalFindings } from "./edges/findings-final.ts";
import { joinFindings } from "./edges/findings-joins.ts";
import { reactionFindings } from "./edges/findings-reactions.ts";
import { routingFindings } from "./edges/findings-routing.ts";
import { timerFindings } from "./edges/findings-timers.ts";
import { expressionFindings } from "./findings-expressions.ts";
import { foreachFindings } from "./findings-foreach.ts";
import { inputFindings } from "./findings-inputs.ts";
import { kindFindings } from "./findings-kinds.ts";
import { lockFindings } from "./findings-locks.ts";
import { missingValueFindings } from "./findings-missing-values.ts";
import { outputReadingFindings } from "./findings-outputs.ts";
import { shapeFindings } from "./findings-shape.ts";
import { timeoutFindings } from "./findings-timeouts.ts";
import { undeclaredFindings } from "./findings-undeclared.ts";
import { undoFindings } from "./findings-undo.ts";
import { numberFindings } from "./texts/findings-numbers.ts";
import { textFindings } from "./texts/findings-texts.ts";
import { todoFindings } from "./texts/findings-todo.ts";
import { unusedFindings } from "./unused/findings-unused.ts";

/**
 * All findings of a graph: the worst first, then in the order of the rules and of the file. A graph may be sealed if none is
 * an error. Takes time linear in the size of the graph.
 */
export function findingsOf(content: GraphContent): readonly Finding[] {
  return worstFirst([
    ...shapeFindings(content),
    ...edgeFindings(content),
    ...kindFindings(content),
    ...todoFindings(content),
    ...textFindings(content),
    ...numberFindings(content),
    ...foreachFindings(content),
    ...inputFindings(content),
    ...outputReadingFindings(content),
    ...expressionFindings(content),
    ...missingValueFindings(content),
    ...timeoutFindings(content),
    ...lockFindings(content),
    ...routingFindings(content),
    ...joinFindings(content),
    ...reactionFindings(content),
    ...finalFindings(content),
    ...undoFindings(content),
    ...timerFindings(content),
    ...undeclaredFindings(content),
    ...unusedFindings(content),
  ]);
}
