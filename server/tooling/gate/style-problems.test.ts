import { describe, expect, it } from "vitest";
import { styleProblems } from "./style-problems.ts";

describe("styleProblems", () => {
  it.each(["server/engine/utils.ts", "server/repos/graph-helpers.ts", "components/data.tsx", "app/types.ts"])(
    "refuses the name %s",
    (file) => {
      expect(styleProblems(file, "")).toEqual([expect.stringContaining("says nothing")]);
    },
  );

  it.each(["server/supervisor/hold-data-directory.ts", "server/engine/input-types-of.ts"])(
    "lets the name %s pass",
    (file) => {
      expect(styleProblems(file, "")).toEqual([]);
    },
  );

  it("counts lines up to the ceiling and no further", () => {
    expect(styleProblems("server/a.ts", "x\n".repeat(300))).toEqual([]);
    expect(styleProblems("server/a.ts", "x\n".repeat(301))).toEqual([expect.stringContaining("301 lines")]);
  });

  it("refuses a barrel", () => {
    expect(styleProblems("components/index.ts", "")).toHaveLength(1);
  });

  it("refuses components that read a key by themselves", () => {
    const refused = [expect.stringContaining("pressedKey")];
    expect(styleProblems("components/a.tsx", 'if (event.key === "j") go();')).toEqual(refused);
    expect(styleProblems("components/a.tsx", "onKeyDown={({ key }) => go(key)}")).toEqual(refused);
    expect(styleProblems("components/a.tsx", 'if (pressedKey(event) === "j") go();')).toEqual([]);
  });
});
