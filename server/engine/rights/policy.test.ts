import fc from "fast-check";
import { expect, test } from "vitest";
import { ACTS, type Act } from "./acts.ts";
import {
  folderPathProblem,
  isWithin,
  MAX_FOLDER_DEPTH,
  parentOf,
  pathIn,
  pathsDownTo,
  ROOT,
} from "./folder-path.ts";
import { ALL_RIGHTS, actsIn, foldersFor, type Grant, mayAnywhere, mayIn, type Rights } from "./policy.ts";
import { ACTS_OF_ROLE, ROLES, roleFor } from "./roles.ts";

/** Names that are beginnings of each other, so that a text is not taken for a path. */
const path = fc.array(fc.constantFrom("a", "ab", "b"), { maxLength: 4 }).map((names) => names.join("/"));
const grant: fc.Arbitrary<Grant> = fc.record({ folder: path, role: fc.constantFrom(...ROLES) });
const grants = fc.array(grant, { maxLength: 4 });
const acts = fc.subarray([...ACTS]);
const act = fc.constantFrom(...ACTS);
const rights: fc.Arbitrary<Rights> = fc.record(
  { grants, limit: fc.record({ acts, folder: path }) },
  { requiredKeys: ["grants"] },
);

test("what is allowed in a folder is allowed in all below it, but where a token ends", () => {
  fc.assert(
    fc.property(grants, act, path, path, (given, each, folder, below) => {
      const deep = below.split("/").filter(Boolean).reduce(pathIn, folder);
      if (mayIn({ grants: given }, each, folder)) expect(mayIn({ grants: given }, each, deep)).toBe(true);
    }),
  );
});

test("a grant says nothing about folders above it and beside it", () => {
  fc.assert(
    fc.property(grant, act, path, (given, each, folder) => {
      if (!isWithin(folder, given.folder)) expect(mayIn({ grants: [given] }, each, folder)).toBe(false);
    }),
  );
});

test("another grant never takes anything away, and gives no more than its role", () => {
  fc.assert(
    fc.property(rights, grant, act, path, (before, more, each, folder) => {
      const after = { ...before, grants: [...before.grants, more] };
      const [was, is] = [mayIn(before, each, folder), mayIn(after, each, folder)];
      if (was) expect(is).toBe(true);
      if (is && !was) expect(ACTS_OF_ROLE[more.role]).toContain(each);
    }),
  );
});

test("a token never may more than its maker may now", () => {
  fc.assert(
    fc.property(grants, acts, path, act, path, (given, some, top, each, folder) => {
      const token: Rights = { grants: given, limit: { acts: some, folder: top } };
      if (!mayIn(token, each, folder)) return;
      expect(mayIn({ grants: given }, each, folder)).toBe(true);
      expect(some).toContain(each);
      expect(isWithin(folder, top)).toBe(true);
    }),
  );
});

test("the folders of an act are those in which it is allowed, and none is inside of another", () => {
  fc.assert(
    fc.property(rights, act, path, (given, each, folder) => {
      const tops = foldersFor(given, each);
      expect(tops.some((top) => isWithin(folder, top))).toBe(mayIn(given, each, folder));
      for (const top of tops) expect(tops.filter((other) => isWithin(top, other))).toEqual([top]);
      expect(mayAnywhere(given, each)).toBe(tops.length > 0);
      expect(actsIn(given, folder).includes(each)).toBe(mayIn(given, each, folder));
    }),
  );
});

test("a moved graph is judged by its new folder only", () => {
  fc.assert(
    fc.property(rights, act, path, path, (given, each, from, to) => {
      const graph = { folder: from };
      const before = mayIn(given, each, graph.folder);
      graph.folder = to;
      expect(mayIn(given, each, graph.folder)).toBe(from === to ? before : mayIn(given, each, to));
    }),
  );
});

test("without a grant nothing is allowed; an admin of the root may do everything everywhere", () => {
  fc.assert(
    fc.property(act, path, (each, folder) => {
      expect(mayIn({ grants: [] }, each, folder)).toBe(false);
      expect(mayIn(ALL_RIGHTS, each, folder)).toBe(true);
    }),
  );
  expect(foldersFor(ALL_RIGHTS, "administer")).toEqual([ROOT]);
});

test("each role has the acts that it is known for, and the role that gives an act has few others", () => {
  const table: Record<Act, string> = {
    read: "viewer",
    launch: "operator",
    control: "operator",
    answer: "approver",
    design: "designer",
    administer: "admin",
  };
  for (const each of ACTS) expect([each, roleFor(each)]).toEqual([each, table[each]]);
  expect(ROLES.map((role) => [role, ACTS_OF_ROLE[role].join(" ")])).toEqual([
    ["viewer", "read"],
    ["operator", "read launch control"],
    ["approver", "read answer"],
    ["designer", "read launch control design"],
    ["admin", ACTS.join(" ")],
  ]);
});

test("a path names its folder and those above it", () => {
  expect(pathsDownTo("ops/db/x")).toEqual(["", "ops", "ops/db", "ops/db/x"]);
  expect([parentOf("ops/db"), parentOf("ops"), parentOf("")]).toEqual(["ops", "", null]);
  expect([isWithin("opsx", "ops"), isWithin("ops/x", "ops"), isWithin("ops", "ops/x")]).toEqual([
    false,
    true,
    false,
  ]);
  fc.assert(
    fc.property(path, (each) => {
      for (const above of pathsDownTo(each)) expect(isWithin(each, above)).toBe(true);
    }),
  );
});

test("a path that is none says why", () => {
  expect(["", "ops", "ops/db", "Ops_1/a.b-c"].map(folderPathProblem)).toEqual([null, null, null, null]);
  for (const wrong of ["/", "ops/", "/ops", "a//b", "../x", "a b"])
    expect(folderPathProblem(wrong)).toMatch(/is no folder.*name of a folder begins with/s);
  expect(
    folderPathProblem(
      Array(MAX_FOLDER_DEPTH + 1)
        .fill("a")
        .join("/"),
    ),
  ).toMatch(/8 deep at most/);
});
