import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { PROJECT_ROOT } from "#platform/project-root.ts";

type Service = {
  readonly image: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly command?: readonly string[];
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, unknown>>;
};

const read = (path: string) => readFileSync(join(PROJECT_ROOT, path), "utf8");
const compose = parse(read("compose.yaml"), { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
};
const services = Object.entries(compose.services);
const ours = services.filter(([, { image }]) => image === "signalbox");

test("every variable of our containers is one that the code reads", () => {
  const env = read("server/platform/env.ts");
  const known = new Set([...env.matchAll(/^ {2}([A-Z_]+): /gm)].map(([, name]) => name));
  expect(ours.map(([name]) => name)).toEqual(["migrate", "web", "runner"]);
  for (const [name, { environment }] of ours)
    expect([name, Object.keys(environment).filter((each) => !known.has(each))]).toEqual([name, []]);
});

test("the web and the runner have one and the same key, from one file", () => {
  const [web, runner] = [compose.services["web"], compose.services["runner"]];
  const key = web?.environment["SIGNALBOX_SECRET_KEY_FILE"];
  expect(key).toBe("/run/secrets/secret_key");
  expect(runner?.environment["SIGNALBOX_SECRET_KEY_FILE"]).toBe(key);
  for (const service of [web, runner]) expect(service?.secrets).toContain("secret_key");
});

test("only the database and who makes its users have the root password; the web and a runner have users of their own", () => {
  const withRoot = services.filter(([, { secrets = [] }]) => secrets.includes("root_password"));
  expect(withRoot.map(([name]) => name)).toEqual(["mysql", "database-users"]);
  for (const [name, service] of ours)
    expect([name, JSON.stringify(service).includes("root")]).toEqual([name, false]);
  const user = (name: string) =>
    /^mysql:\/\/([^:]+):/.exec(compose.services[name]?.environment["DATABASE_URL"] ?? "")?.[1];
  expect([user("web"), user("migrate"), user("runner")]).toEqual([
    "signalbox-web",
    "signalbox",
    "signalbox-runner",
  ]);
  for (const of of ["web", "runner"]) expect(read(`docs/${of}-user.sql`)).toContain(`'signalbox-${of}'@'%'`);
});

test("whatever it names is there: secrets, services, files and programs", () => {
  const bundles = read("server/tooling/build/bundle-programs.ts");
  for (const [name, { secrets = [], depends_on = {}, volumes = [], command = [] }] of services) {
    expect([name, secrets.filter((each) => compose.secrets[each] === undefined)]).toEqual([name, []]);
    expect([name, Object.keys(depends_on).filter((each) => compose.services[each] === undefined)]).toEqual([
      name,
      [],
    ]);
    for (const volume of volumes.filter((each) => each.startsWith("./")))
      expect([volume, existsSync(join(PROJECT_ROOT, volume.split(":")[0] ?? ""))]).toEqual([volume, true]);
    for (const word of command) {
      const program = /^dist\/(\w+)\.mjs$/.exec(word)?.[1];
      if (program !== undefined) expect(bundles).toContain(`${program}: "server/`);
    }
  }
});
