/** A decision needs what is not known without the pipeline's lock: it has to be made again with it. */
export class NeedsLock extends Error {
  constructor() {
    super("This decision needs the pipeline's lock.");
    this.name = "NeedsLock";
  }
}

/** @throws NeedsLock where there is no lock. */
export function mustBeLocked<T>(locked: T | null): T {
  if (locked === null) throw new NeedsLock();
  return locked;
}
