import type { Grouped } from "#engine/grouping/group-vertices.ts";
import { childOutcome, childParams } from "#engine/kinds/graph/child-pipeline.ts";
import { declaredTypes } from "#engine/kinds/graph-declarations.ts";
import type { GraphContent, Values } from "#engine/model/graph-content.ts";
import { leftToUndo } from "#engine/policies/left-to-undo.ts";
import { isUndoneInside } from "#engine/transition/undo.ts";
import { SimulatedPipeline } from "./simulated-pipeline.ts";

/** Longer than anything sleeps. */
const LONG_MS = 3_600_000;

/** What each script does, by the name of its vertex: it fails, or gives these outputs; and whether its undo fails. */
export type Script = (vertex: string) => {
  readonly fails: boolean;
  /** Its time is over, and it is skipped. */
  readonly isLate?: boolean;
  readonly undoFails?: boolean;
  readonly outputs: Values;
};

/** What ran with which values, and how all ended. */
export type Ran = {
  readonly scripts: ReadonlyMap<string, Values>;
  /** The vertices whose undo scripts ran. */
  readonly undone: ReadonlySet<string>;
  readonly states: Readonly<Record<string, string>>;
  readonly state: string;
};

/** Runs a graph to its end. Of what may start, the first one in the order of the file always goes first. */
export function runScripted(content: GraphContent, params: Values, script: Script): Ran {
  return new Play(script, null).run(new SimulatedPipeline(content, params));
}

/** Runs a graph in which vertices were grouped, with its child. What ran in both is told. */
export function runGrouped(grouped: Grouped, vertex: string, params: Values, script: Script): Ran {
  return new Play(script, { grouped, vertex }).run(new SimulatedPipeline(grouped.parent.content, params));
}

class Play {
  private readonly script: Script;
  private readonly child: { readonly grouped: Grouped; readonly vertex: string } | null;
  private readonly scripts = new Map<string, Values>();
  private readonly undone = new Set<string>();
  private below: SimulatedPipeline | null = null;

  constructor(script: Script, child: Play["child"]) {
    this.script = script;
    this.child = child;
  }

  run(run: SimulatedPipeline): Ran {
    for (;;) {
      const [number] = [...run.in("pending", "prompting", "sleeping", "reverting")]
        // A timer goes off while its tail runs, or never.
        .filter((each) => run.track(each).sleep !== "timer")
        .sort((one, other) => one - other);
      const name = run.plan.vertices[number ?? -1]?.name;
      if (number === undefined || name === undefined) break;
      const { state } = run.track(number);
      if (run.plan.vertices[number]?.spec.foreach !== undefined && state !== "pending")
        this.runItems(run, number, name);
      else if (isUndoneInside(run.track(number))) this.undoChild(run, number);
      else if (state === "prompting") this.answer(run, number, name);
      else if (state === "sleeping" && run.track(number).sleep === "child") this.runChild(run, number);
      else if (state === "sleeping") endSleep(run, number);
      else this.runScript(run, number, name);
    }
    const { state } = run.pipeline;
    return { scripts: this.scripts, undone: this.undone, states: run.states(), state };
  }

  private runScript(run: SimulatedPipeline, number: number, name: string): void {
    const { fails, isLate = false, undoFails = false, outputs } = this.script(name);
    const isUndo = run.track(number).state === "reverting";
    if (isUndo) this.undone.add(name);
    else this.scripts.set(name, { ...run.valuesOf(name) });
    run.claim(number);
    if (isLate && !isUndo) setOffTimers(run, name);
    if (isLate && !isUndo && run.plan.vertices[number]?.spec.onTimeout === "skip") {
      mustBeTaken(run.feed({ type: "settled", number, outcome: { to: "skipped", reason: "late" } }));
      return;
    }
    const isFailed = isUndo ? undoFails : fails;
    mustBeTaken(isFailed ? run.end(number, "failed") : run.end(number, "succeeded", isUndo ? {} : outputs));
  }

  /** The items of a vertex run as one, or their undo. */
  private runItems(run: SimulatedPipeline, number: number, name: string): void {
    const { fails, undoFails = false } = this.script(name);
    if (run.track(number).state === "reverting") {
      this.undone.add(name);
      const to = undoFails ? "revert_failed" : "reverted";
      mustBeTaken(run.feed({ type: "children-undone", number, to, reason: undoFails ? to : null }));
      return;
    }
    this.scripts.set(name, { ...run.valuesOf(name) });
    mustBeTaken(fails ? run.end(number, "failed") : run.end(number, "succeeded", {}));
  }

  /** A person approves or rejects, as the script says. */
  private answer(run: SimulatedPipeline, number: number, name: string): void {
    this.scripts.set(name, { ...run.valuesOf(name) });
    const verdict = this.script(name).fails ? "reject" : "approve";
    mustBeTaken(run.answer(number, {}, { verdict, by: "ann", comment: null }));
  }

  private runChild(run: SimulatedPipeline, number: number): void {
    if (this.child === null) throw new Error("Only a group sleeps.");
    const { grouped, vertex } = this.child;
    const { content } = grouped.child;
    const spec = grouped.parent.content.vertices.get(vertex) ?? {};
    const given = childParams(content.params ?? {}, run.valuesOf(vertex), spec.inputs ?? {});
    if (!given.ok) throw new Error(given.reason);
    const below = new SimulatedPipeline(content, given.params);
    this.below = below;
    this.run(below);
    const outputs = Object.fromEntries(
      below.plan.vertices.flatMap((each): [string, Values][] => {
        const { state, outputs: own } = below.track(each.number);
        return state === "succeeded" && own !== null ? [[each.name, own]] : [];
      }),
    );
    const { state, reason } = below.pipeline;
    const facts = { params: given.params, pipeline: {}, outputs, types: declaredTypes(content) };
    const outcome = childOutcome(
      { id: 1, state, reason, isElsewhere: false, content, facts },
      spec,
      { cancelledBy: null, isOverdue: false },
      0.5,
    );
    mustBeTaken(run.feed({ type: "settled", number, outcome }));
  }

  /** As `undoChildPipelines` does it. */
  private undoChild(run: SimulatedPipeline, number: number): void {
    const { below } = this;
    if (below === null) throw new Error("It is undone, and never ran.");
    const left = () =>
      leftToUndo(
        below.plan,
        below.plan.vertices.map((each) => below.track(each.number)),
      );
    if (left().isToBegin) {
      mustBeTaken(below.feed({ type: "undo", from: null, by: "engine", isWithParent: true }));
      this.run(below);
    }
    const { broken, missing } = left();
    const to = broken !== null ? "revert_failed" : missing.length > 0 ? "not_reverted" : "reverted";
    mustBeTaken(run.feed({ type: "children-undone", number, to, reason: to === "reverted" ? null : to }));
  }
}

/** The timers that look at a vertex go off. */
function setOffTimers(run: SimulatedPipeline, tail: string): void {
  const heads = run.plan.vertices.filter(({ ins }) =>
    ins.some(({ tail: from, after }) => after !== null && run.plan.vertices[from]?.name === tail),
  );
  for (const { number } of heads)
    if (run.track(number).state === "sleeping" && run.track(number).sleep === "timer") endSleep(run, number);
}

/** What a track sleeps for is over. */
function endSleep(run: SimulatedPipeline, number: number): void {
  run.now += LONG_MS;
  mustBeTaken(run.feed({ type: "timer-due", number }));
}

function mustBeTaken(refusal: string | null): void {
  if (refusal !== null) throw new Error(refusal);
}
