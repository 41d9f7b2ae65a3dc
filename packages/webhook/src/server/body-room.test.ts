import fc from "fast-check";
import { expect, test } from "vitest";
import { BodyRoom } from "./body-room.ts";

const MIB = 1024 * 1024;

test("large bodies are let in one after the other, never more than there is room for, small ones at once", async () => {
  const body = fc.record({ mib: fc.integer({ min: 1, max: 40 }), leavesEarly: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(body, { maxLength: 30 }), fc.infiniteStream(fc.nat()), async (bodies, choices) => {
      const room = new BodyRoom();
      const inside = new Set<number>();
      const gone = new Set<number>();
      const entered: number[] = [];
      const taken = () => [...inside].reduce((sum, i) => sum + bodies[i]!.mib, 0);
      const calls = bodies.map(({ mib }, i) => {
        const call = room.enter(mib * MIB)!;
        void call.entered.then(() => {
          if (gone.has(i)) return;
          inside.add(i);
          entered.push(i);
        });
        return call;
      });
      const stay = bodies.flatMap(({ leavesEarly }, i) => (leavesEarly ? [] : [i]));
      // Who goes away while waiting takes no room, whoever is inside goes at some time.
      for (const [i, { leavesEarly }] of bodies.entries()) {
        if (!leavesEarly) continue;
        gone.add(i);
        inside.delete(i);
        calls[i]!.left();
      }
      for (await settled(); inside.size > 0; await settled()) {
        expect(taken() <= 32 || inside.size === 1).toBe(true);
        expect(room.enter(1000)).toBeUndefined();
        const one = [...inside][choices.next().value! % inside.size]!;
        inside.delete(one);
        calls[one]!.left();
      }
      expect(entered.filter((i) => stay.includes(i))).toEqual(stay);
    }),
    { numRuns: 50 },
  );
});

const settled = () => new Promise((resolve) => setImmediate(resolve));
