import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import { missingFrom, platformOf } from "./complete-lock.mjs";

describe("package-lock.json", () => {
  const lock = JSON.parse(readFileSync(join(PROJECT_ROOT, "package-lock.json"), "utf8"));

  it("has the packages of every platform, or npm ci refuses it (mend: node server/tooling/setup/complete-lock.mjs)", () => {
    expect([...missingFrom(lock.packages).keys()]).toEqual([]);
  });

  it("names no registry", () => {
    const { packages } = lock as {
      readonly packages: Readonly<Record<string, { readonly resolved?: string }>>;
    };
    const named = Object.values(packages).flatMap(({ resolved }) => resolved ?? []);
    expect(named.filter((address) => !address.startsWith("https://registry.npmjs.org/"))).toEqual([]);
  });
});

describe("missingFrom", () => {
  it("finds what a package pins and the lock has not, with its platform", () => {
    const missing = missingFrom({
      "node_modules/next": {
        version: "16.0.0",
        optionalDependencies: {
          "@next/swc-linux-x64-musl": "16.0.0",
          "@next/swc-darwin-arm64": "16.0.0",
          sharp: "^0.35.0",
        },
      },
      "node_modules/@next/swc-darwin-arm64": { version: "16.0.0" },
    });
    expect([...missing]).toEqual([
      [
        "node_modules/@next/swc-linux-x64-musl",
        { version: "16.0.0", os: ["linux"], cpu: ["x64"], libc: ["musl"], optional: true },
      ],
    ]);
  });
});

describe("platformOf", () => {
  it.each([
    ["@oxc-parser/binding-linux-arm-gnueabihf", { os: ["linux"], cpu: ["arm"], libc: ["glibc"] }],
    ["@next/swc-win32-x64-msvc", { os: ["win32"], cpu: ["x64"] }],
    ["@biomejs/cli-darwin-arm64", { os: ["darwin"], cpu: ["arm64"] }],
    ["@oxc-parser/binding-wasm32-wasi", null],
    ["sharp", null],
  ])("reads the platform of %s from its name", (name, platform) => {
    expect(platformOf(name)).toEqual(platform);
  });
});
