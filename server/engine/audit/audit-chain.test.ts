import fc from "fast-check";
import { expect, test } from "vitest";
import { AuditCheck, type AuditContent, type AuditLink, auditHash, NO_HASH } from "./audit-chain.ts";

const text = fc.string({ unit: "grapheme", maxLength: 12 });
const contents: fc.Arbitrary<AuditContent> = fc.record({
  who: fc.constantFrom("person", "token", "nobody"),
  whoId: fc.option(fc.nat()),
  whoName: text,
  act: text,
  objectKind: fc.option(text),
  objectId: fc.option(fc.nat()),
  objectName: fc.option(text),
  result: fc.constantFrom("done", "not-allowed"),
  reason: fc.option(text),
  times: fc.integer({ min: 1, max: 9 }),
  address: text,
  device: text,
  before: fc.option(text),
  after: fc.option(text),
});

const chains = (min: number) =>
  fc
    .array(
      fc.tuple(contents, fc.date({ noInvalidDate: true, min: new Date(0), max: new Date("2099-01-01") })),
      {
        minLength: min,
        maxLength: 8,
      },
    )
    .map((all) => {
      const links: AuditLink[] = [];
      for (const [content, at] of all) {
        const link = { ...content, id: links.length + 1, at };
        links.push({ ...link, hash: auditHash(links.at(-1)?.hash ?? NO_HASH, link) });
      }
      return links;
    });

function problemOf(links: readonly AuditLink[], whole: readonly AuditLink[], known = whole.at(-1) ?? null) {
  const check = new AuditCheck(known === null ? null : { id: known.id, hash: known.hash });
  check.follow(links);
  return check.end(whole.at(-1) ?? null);
}

test("an untouched chain has no problem, in whatever pages it comes", () => {
  fc.assert(
    fc.property(chains(0), fc.nat(8), (links, cut) => {
      const check = new AuditCheck();
      check.follow(links.slice(0, cut));
      check.follow(links.slice(cut));
      expect(check.end(links.at(-1) ?? null)).toBeNull();
      expect(check.head.id).toBe(links.length);
    }),
  );
});

test("any change of any field is found at its entry", () => {
  fc.assert(
    fc.property(chains(1), fc.nat(), contents, (links, at, other) => {
      const place = at % links.length;
      const old = links[place] as AuditLink;
      for (const key of Object.keys(other) as (keyof AuditContent)[]) {
        if (other[key] === old[key]) continue;
        const changed = links.map((link, each) => (each === place ? { ...link, [key]: other[key] } : link));
        expect(problemOf(changed, links)).toMatchObject({ id: place + 1, problem: "changed" });
      }
      const later = links.map((link, each) =>
        each === place ? { ...link, at: new Date(link.at.getTime() + 1) } : link,
      );
      expect(problemOf(later, links)).toMatchObject({ id: place + 1, problem: "changed" });
    }),
  );
});

test("a removed entry is named, and the number of entries that are missing is right", () => {
  fc.assert(
    fc.property(chains(3), fc.nat(), fc.integer({ min: 1, max: 2 }), (links, at, count) => {
      const place = at % (links.length - count);
      const left = links.toSpliced(place, count);
      expect(problemOf(left, links)).toMatchObject({ id: place + 1, problem: "missing" });
    }),
  );
});

test("two entries that were swapped are found, whether their ids were swapped with them or not", () => {
  fc.assert(
    fc.property(chains(2), fc.nat(), (links, at) => {
      const place = at % (links.length - 1);
      const [one, two] = [links[place] as AuditLink, links[place + 1] as AuditLink];
      expect(problemOf(links.toSpliced(place, 2, two, one), links)).not.toBeNull();
      const renumbered = links.toSpliced(place, 2, { ...two, id: one.id }, { ...one, id: two.id });
      expect(problemOf(renumbered, links)).not.toBeNull();
    }),
  );
});

test("a cut end is found by the head that the database keeps, and by one that was printed before", () => {
  fc.assert(
    fc.property(chains(2), fc.nat(), (links, at) => {
      const kept = links.slice(0, 1 + (at % (links.length - 1)));
      expect(problemOf(kept, links, null)).toMatchObject({ id: kept.length, problem: "cut" });
      // Whoever cuts the end may also correct the head beside it.
      expect(problemOf(kept, kept, links.at(-1) ?? null)).toMatchObject({ problem: "cut" });
    }),
  );
});

test("a chain that was written again from an entry on is found by a head that was printed before", () => {
  fc.assert(
    fc.property(chains(2), fc.nat(), contents, (links, at, other) => {
      const place = at % links.length;
      fc.pre(JSON.stringify({ ...links[place], ...other }) !== JSON.stringify(links[place]));
      const forged: AuditLink[] = [];
      for (const link of links) {
        const { hash: _hash, ...content } = link.id === place + 1 ? { ...link, ...other } : link;
        forged.push({ ...content, hash: auditHash(forged.at(-1)?.hash ?? NO_HASH, content) });
      }
      expect(problemOf(forged, forged, null)).toBeNull();
      expect(problemOf(forged, forged, links.at(-1) ?? null)).toMatchObject({ problem: "other" });
    }),
  );
});
