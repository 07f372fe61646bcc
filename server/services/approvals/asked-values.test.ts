import { expect, test } from "vitest";
import type { InboxItem } from "#contract/prompts/inbox.ts";
import { ALL_RIGHTS } from "#engine/rights/policy.ts";
import { insertGrant } from "#repos/rights/grant-rows.ts";
import { addPerson } from "#services/people/people.ts";
import { showPipeline } from "#services/pipelines/read/show-pipeline.ts";
import { answerPrompt } from "#services/prompts/answer-prompt.ts";
import { listInbox } from "#services/prompts/list-inbox.ts";
import { showPrompt } from "#services/prompts/show-prompt.ts";
import { type Actor, COMMAND_LINE } from "#services/rights/actor.ts";
import { startTestSystem } from "#testing/test-system.ts";

const { database, launch } = await startTestSystem();
const { queries } = database;
const ROOT_ID = 1;

async function personOf(name: string): Promise<Actor> {
  const { id } = await addPerson(queries, { name, email: `${name}@example.com` }, COMMAND_LINE);
  const row = { personId: id, groupId: null, folderId: ROOT_ID, role: "admin", createdBy: "test" } as const;
  await insertGrant(queries, row);
  return { who: "person", id, name, sessionId: id, rights: ALL_RIGHTS };
}
const [ann, bob] = [await personOf("ann"), await personOf("bob")];

async function rowOf(pipelineId: number, actor = ann): Promise<InboxItem> {
  const { items } = await listInbox(queries, { state: "open" }, "all", actor);
  const found = items.find(({ pipeline }) => pipeline.id === pipelineId);
  if (found === undefined) throw new Error(`Pipeline ${pipelineId} asks nothing.`);
  return found;
}
const answer = (id: number, values: object, by: Actor, verdict?: "approve") =>
  answerPrompt(database, { id, values: { ...values }, ...(verdict && { verdict }) }, by);
const textsOf = (refused: Promise<unknown>) =>
  refused.then(
    () => "done",
    (error) => error.refusal?.problems?.map(({ text }: { text: string }) => text) ?? error,
  );
const trackOf = async (id: number, vertex: string) =>
  (await showPipeline(queries, id)).tracks.find((track) => track.vertex === vertex);

const RELEASE = {
  params: { version: { type: "string", default: "1.0" } },
  vertices: {
    ok: {
      kind: "approval",
      prompt: { title: "Release {version}?", quorum: 2 },
      inputs: {
        version: { type: "string", from: "params.version" },
        note: { type: "string", ask: "never", default: "none" },
      },
    },
  },
};

test("an approver changes no value that is only shown, and approves what the others see", async () => {
  const { id } = await launch({ name: "release", ...RELEASE });
  const prompt = await rowOf(id);
  expect(await textsOf(answer(prompt.id, { version: "2.0" }, ann, "approve"))).toEqual([
    '"version" is only shown here: it is "1.0", and an answer cannot change it.',
  ]);
  expect((await showPrompt(queries, prompt.id, bob)).approval?.approvals).toEqual([]);
  // A program that gives back all that it was shown changes nothing.
  await answer(prompt.id, { version: "1.0" }, ann, "approve");
  await answer(prompt.id, { version: "1.0" }, bob, "approve");
  expect((await trackOf(id, "ok"))?.outputs).toMatchObject({ version: "1.0" });
});

test("an answer gives no value to an input that the prompt does not ask for", async () => {
  const { id } = await launch({
    name: "asks-ip",
    params: { l: { type: "string", default: "param" } },
    vertices: {
      a: {
        script: "echo {ip} {cmd} {l}",
        inputs: {
          ip: { type: "string", required: true },
          cmd: { type: "string", default: "safe" },
          l: { type: "string", from: "params.l" },
        },
      },
    },
  });
  const prompt = await rowOf(id);
  expect(await textsOf(answer(prompt.id, { ip: "1", cmd: "other", l: "other" }, bob))).toEqual([
    '"cmd" is not asked here, and an answer cannot change it.',
    '"l" is not asked here, and an answer cannot change it.',
  ]);
  await answer(prompt.id, { ip: "1" }, bob);
  expect(await trackOf(id, "a")).toMatchObject({ state: "pending" });
});

test("the others read the question with the values of the first approval, on the page and in the inbox", async () => {
  const { id } = await launch({
    name: "versions",
    vertices: {
      ok: {
        kind: "approval",
        prompt: { title: "Release {version}?", quorum: 2 },
        inputs: { version: { type: "string", required: true, default: "1.0" } },
      },
    },
  });
  const prompt = await rowOf(id);
  expect(prompt.question).toBe("Release 1.0?");
  await answer(prompt.id, { version: "2.0" }, ann, "approve");
  expect((await showPrompt(queries, prompt.id, bob)).approval?.title).toBe("Release 2.0?");
  expect((await rowOf(id, bob)).question).toBe("Release 2.0?");
});
