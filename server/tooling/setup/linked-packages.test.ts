import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { assertPackagesAreOwn } from "./linked-packages.mjs";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "signalbox-packages-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("packages are not installed through a link: the other checkout would lose its own", () => {
  mkdirSync(join(folder, "other"));
  writeFileSync(join(folder, "other", "a-package"), "");
  symlinkSync(join(folder, "other"), join(folder, "node_modules"));
  expect(() => assertPackagesAreOwn(join(folder, "node_modules"))).toThrow(
    /is a link to .*other\. .*Remove the link/,
  );
  expect(readdirSync(join(folder, "other"))).toEqual(["a-package"]);
});

test("a link to nothing is said as well", () => {
  symlinkSync(join(folder, "gone"), join(folder, "node_modules"));
  expect(() => assertPackagesAreOwn(join(folder, "node_modules"))).toThrow(
    /is a link to a folder that is not there/,
  );
});

test("a folder of its own and none at all may be installed into", () => {
  assertPackagesAreOwn(join(folder, "node_modules"));
  mkdirSync(join(folder, "node_modules"));
  assertPackagesAreOwn(join(folder, "node_modules"));
});
