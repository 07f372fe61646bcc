import fc from "fast-check";
import { expect, test } from "vitest";
import type { TrackChange, TrackChanges } from "#contract/pipelines/timeline.ts";
import { TrackHistoryReader } from "./track-history.ts";

/** A pipeline whose history grows: each rev has one change. */
class Server {
  readonly events: TrackChange[] = [];
  asked = 0;

  add(number: number): number {
    this.events.push({ number, attempt: 0, from: "waiting", to: "pending", at: this.events.length });
    return this.events.length;
  }

  read = async ({ rev }: { rev: number }): Promise<TrackChanges> => {
    this.asked += 1;
    const changes = this.events.slice(rev, rev + 3);
    return { changes, next: { rev: rev + changes.length, n: 1 }, isAll: changes.length < 3 };
  };
}

const settled = () => new Promise<void>((resolve) => setTimeout(resolve));

test("whatever is told while it reads, everything is read once and in order, by one question at a time", async () => {
  const steps = fc.array(fc.oneof(fc.record({ add: fc.nat(4) }), fc.constant("wait" as const)), {
    maxLength: 40,
  });
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const server = new Server();
      let [open, most] = [0, 0];
      const reader = new TrackHistoryReader(
        async (after) => {
          open += 1;
          most = Math.max(most, open);
          const page = await server.read(after);
          open -= 1;
          return page;
        },
        async () => undefined,
      );
      const end = reader.subscribe(() => undefined);
      for (const step of all)
        if (step === "wait") await settled();
        else reader.want(server.add(step.add));
      for (let look = 0; look < 50; look += 1) await settled();
      const read = [...reader.now().byTrack.values()].flat().sort((a, b) => a.at - b.at);
      expect(read).toEqual(server.events);
      for (const list of reader.now().byTrack.values())
        expect(list.map(({ at }) => at)).toEqual(list.map(({ at }) => at).sort((a, b) => a - b));
      expect(most).toBeLessThanOrEqual(1);
      end();
    }),
    { numRuns: 30 },
  );
});

test("after an error it says so, keeps what it has, and goes on when it is asked again", async () => {
  const server = new Server();
  let isBroken = false;
  const reader = new TrackHistoryReader(
    (after) => (isBroken ? Promise.reject(new Error("offline")) : server.read(after)),
    async () => undefined,
  );
  reader.subscribe(() => undefined);
  reader.want(server.add(0));
  await settled();
  isBroken = true;
  reader.want(server.add(1));
  await settled();
  expect([reader.now().byTrack.size, String(reader.error())]).toEqual([1, "Error: offline"]);
  isBroken = false;
  reader.want(server.add(2));
  await settled();
  expect([reader.now().byTrack.size, reader.error()]).toEqual([3, null]);
});
