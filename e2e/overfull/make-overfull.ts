import type { APIRequestContext } from "@playwright/test";
import { call } from "../api.ts";
import {
  ASKING,
  askingGraph,
  FOLDERS,
  GRAPH,
  NAME,
  OVERFULL,
  prose,
  VALUE,
  WARNED_GRAPH,
  wide,
} from "./overfull-graph.ts";

/** Two pipelines of the overfull graph. */
export type Overfull = { readonly pipeline: number; readonly other: number };

/** More than a page shows without scrolling. */
const EACH = 12;
/** So many calls are under way at once. */
const AT_ONCE = 8;
const FOLDER = FOLDERS.join("/");
const LABELS = Object.fromEntries(
  Array.from({ length: 20 }, (_, index) => [wide(`label-${index}-`, 63), wide("value ", 200)]),
);

/** Makes everything of which there may be too much, with names that are as long as they may be. */
export async function makeOverfull(request: APIRequestContext): Promise<Overfull> {
  await makeFolders(request);
  await of(EACH, (index) => makeWho(request, index));
  await call(request, "graphs.applyText", { text: JSON.stringify(OVERFULL), folder: FOLDER });
  await call(request, "graphs.applyText", { text: JSON.stringify(WARNED_GRAPH), folder: FOLDER });
  await call(request, "graphs.seal", { name: GRAPH, note: prose("A note", 2_000) });
  await call(request, "secrets.save", { name: NAME("secret"), value: "a long secret", folder: FOLDER });
  await of(EACH, (index) => makeAutomation(request, index));
  for (let index = 0; index < EACH; index += 1) await makeRevision(request, index);
  await call(request, "revisions.retire", { name: ASKING, revision: 1, reason: prose("Because", 1_000) });
  await of(EACH, (index) =>
    call(request, "triggers.send", {
      name: NAME("trigger-0"),
      event: JSON.stringify({
        body: { x: wide(`${index} `, 3_800), [VALUE("y")]: prose("An event", 10_000) },
      }),
    }),
  );
  const [pipeline, other] = await Promise.all(["first", "second"].map((name) => launched(request, name)));
  return { pipeline: pipeline ?? 0, other: other ?? 0 };
}

async function of(count: number, make: (index: number) => Promise<unknown>): Promise<void> {
  for (let first = 0; first < count; first += AT_ONCE)
    await Promise.all(
      Array.from({ length: Math.min(AT_ONCE, count - first) }, (_, place) => make(first + place)),
    );
}

async function makeFolders(request: APIRequestContext): Promise<void> {
  for (const [place, name] of FOLDERS.entries())
    await call(request, "folders.create", { folder: FOLDERS.slice(0, place).join("/"), name });
}

async function makeWho(request: APIRequestContext, index: number): Promise<void> {
  const email = `${wide(`p${index}-`, 60)}@${wide("e", 60)}.example.com`.toLowerCase();
  await call(request, "people.add", { name: NAME(`person-${index}`), email });
  await call(request, "groups.add", { name: NAME(`group-${index}`) });
  await call(request, "tokens.create", {
    name: NAME(`token-${index}`),
    acts: ["read", "launch", "control", "answer", "design"],
    folder: FOLDER,
  });
  await call(request, "runners.add", {
    name: NAME(`runner-${index}`),
    labels: Array.from({ length: 8 }, (_, place) => wide(`label-${place}-`, 63)),
    folders: [FOLDER, "", FOLDERS[0]],
  });
}

async function makeAutomation(request: APIRequestContext, index: number): Promise<void> {
  const connection = NAME(`connection-${index}`);
  const launch = { graph: GRAPH, pipelineName: wide("pipeline", 200), labels: LABELS };
  await call(request, "secrets.save", {
    name: NAME(`secret-${index}`),
    value: "a long secret",
    folder: FOLDER,
  });
  await call(request, "connections.save", {
    name: connection,
    kind: "redis",
    address: `redis://${wide("host", 60)}.example.com:6379/0`,
    username: wide("user", 200),
    secret: NAME("secret"),
    folder: FOLDER,
  });
  await call(request, "streams.save", {
    name: NAME(`stream-${index}`),
    connection,
    redisKey: wide("key", 200),
    keyField: wide("field", 200),
    folder: FOLDER,
  });
  await call(request, "schedules.save", {
    ...launch,
    name: NAME(`schedule-${index}`),
    cron: "30 2 * * *",
    zone: "America/Argentina/ComodRivadavia",
  });
  await call(request, "triggers.save", {
    ...launch,
    name: NAME(`trigger-${index}`),
    kind: "webhook",
    settings: { secret: NAME("secret") },
    // Never true: nothing is launched.
    filter: `body.x == "${wide("no ", 3_900)}"`,
  });
  await call(request, "notices.save", {
    name: NAME(`notice-${index}`),
    graph: GRAPH,
    on: ["late"],
    late: "100d",
    to: { kind: "webhook", url: `https://hooks.example.com/${wide("x", 1_900)}` },
  });
  await call(request, "presets.save", {
    graph: GRAPH,
    name: NAME(`preset-${index}`),
    isShared: index % 2 === 0,
    params: { [VALUE("line")]: wide("x ", 4_000) },
  });
}

/** One more revision with a long note, and a pipeline of it that asks. */
async function makeRevision(request: APIRequestContext, index: number): Promise<void> {
  await call(request, "graphs.applyText", {
    text: JSON.stringify(askingGraph(index)),
    ...(index === 0 && { folder: FOLDER }),
  });
  await call(request, "graphs.seal", { name: ASKING, note: prose("A note", 2_000) });
  await call(request, "pipelines.launch", { graph: ASKING, name: NAME(`pipeline-${index}`), labels: LABELS });
}

async function launched(request: APIRequestContext, name: string): Promise<number> {
  const { id } = await call<{ id: number }>(request, "pipelines.launch", {
    graph: GRAPH,
    name: NAME(name),
    labels: LABELS,
  });
  return id;
}
