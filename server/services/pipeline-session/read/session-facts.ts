import { declaredTypes } from "#engine/kinds/graph-declarations.ts";
import type { PipelineFacts } from "#engine/plan/pipeline-now.ts";
import type { PipelineRow } from "#repos/pipelines/pipeline-rows.ts";
import { callbackAddress } from "./callback-address.ts";
import type { SealedPlan } from "./revision-content.ts";

type Session = { readonly row: PipelineRow; readonly sealed: SealedPlan; readonly now: number };

/**
 * What expressions may read of the pipeline as a whole. The time is a getter of the class, so that a copy of the other
 * facts does not read it: a session without a lock has no time.
 */
export class SessionFacts implements PipelineFacts {
  readonly params: PipelineFacts["params"];
  readonly pipeline: PipelineFacts["pipeline"];
  readonly types: PipelineFacts["types"];
  readonly addressOf: NonNullable<PipelineFacts["addressOf"]>;
  private readonly session: Session;

  constructor(session: Session) {
    const { row, sealed } = session;
    const { id, name, params, launchedBy } = row;
    this.params = params;
    this.pipeline = { id, name, revision: sealed.revision, launchedBy };
    this.types = declaredTypes(sealed.file.content);
    this.addressOf = (number, attempt) => callbackAddress(row, number, attempt);
    this.session = session;
  }

  get now(): number {
    return this.session.now;
  }
}
