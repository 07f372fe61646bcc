/**
 * An error that `instanceof` knows by the name of its class. The built web holds the same module several times, once for
 * nearly each route, and what one route throws is caught by another: their classes are not the same objects. Each class
 * that extends it has a `className`; nothing extends such a class.
 */
export abstract class NamedError extends Error {
  static readonly className: string = "";

  constructor(message?: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.className;
  }

  /** Whether an error is of this class, or of the same class in another copy of its module. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: each class that extends this one has its own name.
    return value instanceof Error && value.name === this.className;
  }
}
