import type { PreviewedAct } from "#engine/explain/preview/pipeline-copy.ts";
import { previewOf } from "#engine/explain/preview/preview.ts";
import type { PipelineEvent } from "#engine/plan/pipeline-now.ts";
import type { SimulatedPipeline } from "#testing/engine/simulated-pipeline.ts";

/**
 * Acts of people that change nothing of what was announced. A breakpoint does: it may keep a track from failing, and then
 * others begin.
 */
const IS_HARMLESS: ReadonlySet<PipelineEvent["type"]> = new Set(["called", "cancelled"]);

const PREVIEWED: ReadonlySet<PipelineEvent["type"]> = new Set(["retried", "rerun", "undo", "forced"]);

/** Checks that nothing begins after an act of a person that its preview did not name. */
export class Announcement {
  private readonly run: SimulatedPipeline;
  /** What may begin; null after an act without a preview. */
  private mayBegin: ReadonlySet<number> | null = null;
  private next: ReadonlySet<number> | null = null;

  constructor(run: SimulatedPipeline) {
    this.run = run;
  }

  /** Looks at the preview of what a person is about to do. */
  beforeAct(event: PipelineEvent): void {
    this.next = isPreviewed(event) ? this.announcedFor(event) : null;
  }

  afterAct(event: PipelineEvent, isDone: boolean): void {
    if (isDone && !IS_HARMLESS.has(event.type)) this.mayBegin = this.next;
  }

  /** @throws Error where the track begins, and nobody was told so. */
  mustName(track: number): void {
    if (this.mayBegin?.has(track) === false)
      throw new Error(`Track ${track} begins, and no preview named it.`);
  }

  private announcedFor(act: PreviewedAct): ReadonlySet<number> {
    const { pipeline, tracks } = this.run.rows();
    const { begins, follows, stops } = previewOf(this.run.plan, pipeline, tracks, act, this.run.factsNow);
    const open = this.run.in("waiting", "pending", "prompting", "sleeping", "running", "lost");
    return new Set([...begins, ...follows, ...stops, ...open]);
  }
}

function isPreviewed(event: PipelineEvent): event is Extract<PreviewedAct, PipelineEvent> {
  return PREVIEWED.has(event.type);
}
