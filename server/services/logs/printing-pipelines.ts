import { isPipelineEnded } from "#engine/model/pipeline.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import { type PipelineBelowRow, pipelinesBelow } from "#repos/pipelines/children/pipelines-below-rows.ts";
import type { PipelineRow } from "#repos/pipelines/pipeline-rows.ts";
import { planOfPipeline } from "../pipeline-session/read/revision-content.ts";

/** Each page asks in each of them, and takes a tenth of a second for so many. Ids grow, so those that come later push none of the first ones out. */
const MAX_BELOW = 500;

/** The track that printed a piece: how it is called in its own pipeline, and seen from the pipeline that is read. */
export type Printer = { readonly pipeline: number; readonly vertex: string; readonly name: string };

/** The pipelines whose logs are read together: one, or also those below it. */
export class PrintingPipelines {
  readonly ids: readonly number[];
  /** There are more below than are read. */
  readonly hasMoreBelow: boolean;
  readonly isRunning: boolean;
  private readonly tx: Queries;
  private readonly root: number;
  private readonly rows: ReadonlyMap<number, PipelineBelowRow>;
  private readonly names = new Map<number, Promise<readonly string[]>>();
  private readonly paths = new Map<number, Promise<string>>();

  private constructor(
    tx: Queries,
    root: PipelineRow,
    below: readonly PipelineBelowRow[],
    hasMoreBelow: boolean,
  ) {
    this.tx = tx;
    this.root = root.id;
    this.rows = new Map([root, ...below].map((row) => [row.id, row]));
    this.ids = [...this.rows.keys()];
    this.hasMoreBelow = hasMoreBelow;
    this.isRunning = [...this.rows.values()].some(({ state }) => !isPipelineEnded(state));
  }

  /**
   * @param folders of which those below it are read; null: none of them. Below a pipeline that may not be read nothing is
   *   read.
   * @param max so many of those below.
   */
  static async of(
    tx: Queries,
    root: PipelineRow,
    folders: FolderIds | null,
    max = MAX_BELOW,
  ): Promise<PrintingPipelines> {
    const below: PipelineBelowRow[] = [];
    // A parent is older than its children. So the first ones of each level hold the first ones of all levels.
    for (let parents = folders === null ? [] : [root.id]; parents.length > 0 && folders !== null; ) {
      const level = await pipelinesBelow(tx, parents, folders, max + 1);
      below.push(...level);
      parents = level.map(({ id }) => id);
    }
    below.sort((one, other) => one.id - other.id);
    return new PrintingPipelines(tx, root, below.slice(0, max), below.length > max);
  }

  /** Whose piece it is: seen from above, a track below is `deploy[web-1] / migrate`. */
  async printerOf({ pipelineId, number }: { pipelineId: number; number: number }): Promise<Printer> {
    const names = await this.namesOf(pipelineId);
    const name = await this.nameOf(pipelineId, number);
    return { pipeline: pipelineId, vertex: names[number] ?? String(number), name };
  }

  private async nameOf(id: number, number: number): Promise<string> {
    const own = (await this.namesOf(id))[number] ?? String(number);
    const path = await this.pathOf(id);
    if (path === "") return own;
    return this.rows.get(id)?.hasItems ? `${path}[${own}]` : `${path} / ${own}`;
  }

  /** The name of the track that launched it; empty for the pipeline that is read. */
  private pathOf(id: number): Promise<string> {
    const known = this.paths.get(id);
    if (known !== undefined) return known;
    const { parentId = null, parentNumber = null, parentAttempt = null } = this.rows.get(id) ?? {};
    const isBelow = id !== this.root && parentId !== null && parentNumber !== null;
    const made = isBelow
      ? this.nameOf(parentId, parentNumber).then((name) =>
          (parentAttempt ?? 1) > 1 ? `${name} (attempt ${parentAttempt})` : name,
        )
      : Promise.resolve("");
    this.paths.set(id, made);
    return made;
  }

  /** The names of its vertices, or items, by their numbers. */
  private namesOf(id: number): Promise<readonly string[]> {
    const known = this.names.get(id);
    if (known !== undefined) return known;
    const row = this.rows.get(id);
    const made =
      row === undefined
        ? Promise.resolve([])
        : planOfPipeline(this.tx, row).then(({ plan }) => plan.vertices.map(({ name }) => name));
    this.names.set(id, made);
    return made;
  }
}
