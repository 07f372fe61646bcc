import { expect, test } from "vitest";
import { exactRequest } from "./exact-request.ts";
import { CUT_OFF_BODY, receivedBody } from "./received-body.ts";

/** A request whose sender goes away after the first piece of its body. */
function cutOff(): Request {
  let isFirst = true;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (isFirst) controller.enqueue(Buffer.from('{"a":'));
      else controller.error(new Error("aborted"));
      isFirst = false;
    },
  });
  return new Request("http://127.0.0.1/api/trpc/a", { method: "POST", body, duplex: "half" } as RequestInit);
}

test("a body that ends before its end is refused, and is no error", async () => {
  expect(await receivedBody(cutOff())).toBeNull();
  const answer = await exactRequest(cutOff());
  if (answer instanceof Request) throw new Error("It was taken.");
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain(CUT_OFF_BODY);
});

test("a whole body is given as it was sent, and a request without one has no bytes", async () => {
  const request = new Request("http://127.0.0.1/", { method: "POST", body: "grüße" });
  expect((await receivedBody(request))?.toString()).toBe("grüße");
  expect((await receivedBody(new Request("http://127.0.0.1/")))?.length).toBe(0);
});
