import type { Grouped } from "#engine/grouping/group-vertices.ts";
import { childOutcome, childParams } from "#engine/kinds/graph/child-pipeline.ts";
import { declaredTypes } from "#engine/kinds/graph-declarations.ts";
import type { GraphContent, Json, Values } from "#engine/model/graph-content.ts";
import { SimulatedPipeline } from "./simulated-pipeline.ts";

/** What each script does, by the name of its vertex: it fails, or gives these outputs. */
export type Script = (vertex: string) => { readonly fails: boolean; readonly outputs: Values };

/** What ran with which values, and how all ended. */
export type Ran = {
  readonly scripts: ReadonlyMap<string, Values>;
  readonly states: Readonly<Record<string, string>>;
  readonly state: string;
};

/** Runs a graph to its end. Of what may start, the first one in the order of the file always goes first. */
export function runScripted(content: GraphContent, params: Values, script: Script): Ran {
  return play(new SimulatedPipeline(content, params), script, null);
}

/** Runs a graph in which vertices were grouped, with its child. What ran in both is in `scripts`. */
export function runGrouped({ parent, child }: Grouped, vertex: string, params: Values, script: Script): Ran {
  const runChild = (run: SimulatedPipeline, scripts: Map<string, Values>) => {
    const spec = parent.content.vertices.get(vertex) ?? {};
    const given = childParams(child.content.params ?? {}, run.valuesOf(vertex), spec.inputs ?? {});
    if (!given.ok) throw new Error(given.reason);
    const below = new SimulatedPipeline(child.content, given.params);
    const ran = play(below, script, null);
    for (const [name, values] of ran.scripts) scripts.set(name, values);
    const outputs = Object.fromEntries(
      below.plan.vertices.flatMap(({ number, name }): [string, Values][] => {
        const { state, outputs: own } = below.track(number);
        return state === "succeeded" && own !== null ? [[name, own]] : [];
      }),
    );
    const outcome = childOutcome(
      {
        id: 1,
        state: below.pipeline.state,
        reason: below.pipeline.reason,
        isElsewhere: false,
        content: child.content,
        facts: { params: given.params, pipeline: {}, outputs, types: declaredTypes(child.content) },
      },
      spec,
      { cancelledBy: null, isOverdue: false },
      0.5,
    );
    mustBeTaken(run.feed({ type: "settled", number: run.numberOf(vertex), outcome }));
  };
  return play(new SimulatedPipeline(parent.content, params), script, { vertex, runChild });
}

type Child = {
  readonly vertex: string;
  readonly runChild: (run: SimulatedPipeline, scripts: Map<string, Values>) => void;
};

function play(run: SimulatedPipeline, script: Script, child: Child | null): Ran {
  const scripts = new Map<string, Values>();
  for (;;) {
    const [number] = [...run.in("pending", "sleeping", "reverting")].sort((one, other) => one - other);
    const name = run.plan.vertices[number ?? -1]?.name;
    if (number === undefined || name === undefined) break;
    if (name === child?.vertex && run.track(number).state === "sleeping") {
      child.runChild(run, scripts);
      continue;
    }
    const { fails, outputs } = script(name);
    if (run.track(number).state === "pending") scripts.set(name, valuesAsText(run.valuesOf(name)));
    run.claim(number);
    mustBeTaken(fails ? run.end(number, "failed") : run.end(number, "succeeded", outputs));
  }
  return { scripts, states: run.states(), state: run.pipeline.state };
}

function mustBeTaken(refusal: string | null): void {
  if (refusal !== null) throw new Error(refusal);
}

/** Copies, so that they can be compared after the run. */
function valuesAsText(values: Readonly<Record<string, Json>>): Values {
  return { ...values };
}
