import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseWriter, type ServerState, type Unreachable, whyUnusable } from "./choose-writer.ts";

const READY = { isReady: true, clusterStatus: "Primary", state: "Synced", clusterId: "c1" } as const;

const galera = fc.record({
  isReady: fc.boolean(),
  clusterStatus: fc.constantFrom("Primary", "Primary", "non-Primary", "Disconnected"),
  state: fc.constantFrom("Synced", "Synced", "Donor/Desynced", "Joining"),
  clusterId: fc.constantFrom("c1", "c1", "c1", "c2"),
});
const state = fc.record({ isReadOnly: fc.boolean(), galera: fc.option(galera, { freq: 6 }) });
const servers = fc
  .array(fc.oneof({ weight: 4, arbitrary: state }, fc.constant({ problem: "ECONNREFUSED" })), {
    minLength: 1,
    maxLength: 5,
  })
  .map((list) =>
    list.map((each, index): ServerState | Unreachable =>
      "problem" in each
        ? { place: `db${index}`, ...each }
        : { place: `db${index}`, identity: `s${index}`, ...each },
    ),
  );
const agreement = fc.option(fc.integer({ min: 0, max: 5 }).map((index) => `s${index}`));

const isUsable = (server: ServerState | Unreachable) => whyUnusable(server) === null;

function ofOneCluster(list: readonly (ServerState | Unreachable)[]): boolean {
  const usable = list.filter(isUsable) as ServerState[];
  return usable.length <= 1 || new Set(usable.map((each) => each.galera?.clusterId ?? each.place)).size === 1;
}

describe("chooseWriter", () => {
  it("gives only a server that is usable, and one wherever the usable ones belong together", () => {
    fc.assert(
      fc.property(servers, agreement, (list, agreed) => {
        const { writer } = chooseWriter(list, agreed);
        expect(writer !== null).toBe(list.some(isUsable) && ofOneCluster(list));
        if (writer !== null) expect(isUsable(writer)).toBe(true);
      }),
    );
  });

  it("keeps the writer that was agreed on while it is usable, wherever it stands", () => {
    fc.assert(
      fc.property(servers, agreement, (list, agreed) => {
        const { writer } = chooseWriter(list, agreed);
        const kept = list.find((each) => "identity" in each && each.identity === agreed);
        if (writer !== null && kept !== undefined && isUsable(kept)) expect(writer).toBe(kept);
      }),
    );
  });

  it("gives the same to every process that sees the same, also if it sees unusable servers that others do not", () => {
    fc.assert(
      fc.property(servers, agreement, (list, agreed) => {
        const { writer } = chooseWriter(list, agreed);
        const fewer = list.filter(isUsable);
        if (fewer.length > 0) expect(chooseWriter(fewer, agreed).writer).toEqual(writer);
      }),
    );
  });

  it("never gives two processes two servers that are not of one cluster, where both see both", () => {
    fc.assert(
      fc.property(servers, agreement, agreement, (list, one, other) => {
        const first = chooseWriter(list, one).writer;
        const second = chooseWriter(list, other).writer;
        expect(first === null).toBe(second === null);
        if (first !== null && second !== null && first !== second)
          expect(first.galera?.clusterId).toBe(second.galera?.clusterId);
      }),
    );
  });

  it("takes the first of a cluster where nothing was agreed on", () => {
    const list = ["db1", "db2"].map((place) => ({
      place,
      identity: place,
      isReadOnly: false,
      galera: READY,
    }));
    expect(chooseWriter(list, null).writer?.place).toBe("db1");
  });

  it("says of every server why it cannot be the writer", () => {
    const node = (place: string, galera: ServerState["galera"], isReadOnly = false) => ({
      place,
      identity: place,
      isReadOnly,
      galera,
    });
    const choice = chooseWriter(
      [
        { place: "db1", problem: "ECONNREFUSED" },
        node("db2", { ...READY, clusterStatus: "non-Primary", isReady: false }),
        node("db3", { ...READY, state: "Donor/Desynced" }),
        node("db4", { ...READY, isReady: false }),
        node("db5", null, true),
      ],
      null,
    );
    expect(choice).toEqual({
      writer: null,
      reasons: [
        "db1 cannot be reached (ECONNREFUSED)",
        "db2 is in no majority of its cluster (wsrep_cluster_status is non-Primary)",
        "db3 does not have all data yet, or gives them to another node (Donor/Desynced)",
        "db4 is not ready (wsrep_ready is OFF)",
        "db5 is read only",
      ],
    });
  });

  it("refuses two primaries that replicate to nobody", () => {
    const list = ["db1", "db2"].map((place) => ({ place, identity: place, isReadOnly: false, galera: null }));
    expect(chooseWriter(list, "db2")).toMatchObject({
      writer: null,
      reasons: [expect.stringMatching(/^db1 and db2 are both writable/)],
    });
  });
});
