import { afterEach, expect, test, vi } from "vitest";
import { keptRequest } from "#client/request-link.ts";
import { PERSON_HEADER } from "#contract/requests.ts";
import { makeApi } from "./make-api.ts";

afterEach(() => void vi.unstubAllGlobals());

test("a change says who opened the page, but not one that names its person: the server judges that one by its input", async () => {
  const said: (string | null)[] = [];
  vi.stubGlobal("fetch", (_url: string, { headers }: RequestInit) => {
    said.push(new Headers(headers).get(PERSON_HEADER));
    return Promise.resolve(Response.json({ result: { data: "{}" } }));
  });
  const nothing = () => undefined;
  const { trpcClient } = makeApi(nothing, nothing, nothing, () => "person 4");
  const request = { id: 1, values: {}, by: 7 };
  const named = keptRequest(crypto.randomUUID(), { saysPerson: true });
  await trpcClient.prompts.answer.mutate(request);
  await trpcClient.prompts.answer.mutate(request, named);
  expect(said).toEqual(["person 4", null]);
});
