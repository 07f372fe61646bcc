/** Steps that undo what was started, taken in the opposite order. */
export class CleanupStack {
  readonly #steps: { readonly what: string; readonly undo: () => Promise<void> }[] = [];

  /** Remembers how to undo what was just done. */
  add(what: string, undo: () => Promise<void>): void {
    this.#steps.push({ what, undo });
  }

  /** Undoes everything, last thing first. A step that fails is told, and the others are taken all the same. */
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
