import fc from "fast-check";
import { expect, test } from "vitest";
import { MAP_HEIGHT, MAP_WIDTH, mapBox } from "./map-box.ts";

const place = fc.double({ min: -1e7, max: 1e7, noNaN: true });
const side = fc.double({ min: 1, max: 1e4, noNaN: true });
const box = fc.record({ x: place, y: place, width: side, height: side });

test("the overview has its own proportion, and all boxes are inside", () => {
  fc.assert(
    fc.property(fc.array(box, { minLength: 1, maxLength: 8 }), (boxes) => {
      const map = mapBox([...boxes, { x: Number.NaN, y: 0, width: 1, height: 1 }]);
      expect(map.width / map.height).toBeCloseTo(MAP_WIDTH / MAP_HEIGHT, 6);
      for (const { x, y, width, height } of boxes) {
        expect(x).toBeGreaterThanOrEqual(map.x);
        expect(y).toBeGreaterThanOrEqual(map.y);
        expect(x + width).toBeLessThanOrEqual(map.x + map.width);
        expect(y + height).toBeLessThanOrEqual(map.y + map.height);
      }
    }),
  );
  expect(mapBox([]).width).toBeGreaterThan(0);
});
