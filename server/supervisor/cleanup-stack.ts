/** Steps that undo what was started, carried out in reverse order. */
export class CleanupStack {
  readonly #steps: { readonly what: string; readonly undo: () => Promise<void> }[] = [];

  /** Adds the step that undoes what was just done. */
  add(what: string, undo: () => Promise<void>): void {
    this.#steps.push({ what, undo });
  }

  /**
   * Carries out all steps, the last one first. A step that fails is reported, and the others are carried out all the
   * same.
   */
  async unwind(tell: (line: string) => void): Promise<void> {
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) {
      try {
        await step.undo();
      } catch (error) {
        tell(`While ending: ${step.what}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
}
