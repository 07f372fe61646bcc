import type { VertexSpec } from "../model/graph-content.ts";
import { type CompiledScript, compileScript } from "../placeholders/placeholders.ts";

type ScriptField = "script" | "revert";

/** The compiled scripts of a plan, without values. All are compiled at the first use and kept, because a plan never changes. */
export class Programs {
  private readonly specs: readonly VertexSpec[];
  private compiled: ReadonlyMap<VertexSpec, Partial<Record<ScriptField, CompiledScript>>> | null = null;

  /** @param specs the vertices, by number. */
  constructor(specs: readonly VertexSpec[]) {
    this.specs = specs;
  }

  /** Compiles the scripts, if they are not compiled yet. Compiling is slow, so call this before a lock is taken. */
  prepare(): void {
    this.compiled ??= new Map([...new Set(this.specs)].map((spec) => [spec, compiledOf(spec)]));
  }

  /** @throws RangeError if no vertex has the number, or the vertex has no such script. */
  of(number: number, field: ScriptField): CompiledScript {
    this.prepare();
    const spec = this.specs[number];
    const compiled = spec === undefined ? undefined : this.compiled?.get(spec)?.[field];
    if (compiled === undefined) throw new RangeError(`Vertex number ${number} has no ${field}.`);
    return compiled;
  }

  /** The programs of the plan of a child pipeline that runs the vertex `number` once for each of `items` items. */
  ofItems(number: number, items: number): Programs {
    const spec = this.specs[number];
    if (spec === undefined) throw new RangeError(`No vertex has the number ${number}.`);
    const programs = new Programs(Array.from({ length: items }, () => spec));
    // The compiled scripts can be shared, because the items have the same script.
    programs.compiled = this.compiled;
    return programs;
  }
}

function compiledOf(spec: VertexSpec): Partial<Record<ScriptField, CompiledScript>> {
  const { script, revert, interpreter = "bash", inputs = {} } = spec;
  return {
    ...(script !== undefined && { script: compileScript({ script, interpreter, inputs }) }),
    ...(revert !== undefined && { revert: compileScript({ script: revert, interpreter, inputs }) }),
  };
}
