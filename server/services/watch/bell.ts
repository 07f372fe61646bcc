/** Lets a loop sleep until something may have changed. What rings while the loop works is not lost. */
export class Bell {
  private isRung = false;
  private wake: () => void = () => undefined;

  readonly ring = (): void => {
    this.isRung = true;
    this.wake();
  };

  /** Before the loop looks. */
  hush(): void {
    this.isRung = false;
  }

  /** Resolves once it was rung after `hush`. */
  async rung(): Promise<void> {
    if (this.isRung) return;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
    });
  }
}

/** Waits for a promise, or gives null once `signal` is aborted. */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const stop = () => resolve(null);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop);
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
