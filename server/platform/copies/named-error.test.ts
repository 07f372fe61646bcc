import { describe, expect, it } from "vitest";
import { NamedError } from "./named-error.ts";

class Late extends NamedError {
  static override readonly className = "Late";
}

/** The same class in another copy of its module. */
const [OtherLate] = [
  class extends NamedError {
    static override readonly className = "Late";
  },
];

class Early extends NamedError {
  static override readonly className = "Early";
}

describe("a named error", () => {
  it("is known where it was made by another copy of its module", () => {
    expect(new OtherLate("too late")).toBeInstanceOf(Late);
    expect(new Late("too late")).toBeInstanceOf(Error);
  });

  it("is none of another name, and nothing but an error", () => {
    expect(new Early("too early")).not.toBeInstanceOf(Late);
    expect({ name: "Late" }).not.toBeInstanceOf(Late);
    expect(null).not.toBeInstanceOf(Late);
  });

  it("is written with its name, its message and its cause", () => {
    const error = new Late("too late", { cause: "rain" });
    expect([String(error), error.cause]).toEqual(["Late: too late", "rain"]);
  });
});
