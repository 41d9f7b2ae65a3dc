import fc from "fast-check";
import { expect, test } from "vitest";
import { type Slot, Slots } from "./slots.ts";

/** Work that goes on until it is ended. */
class Desk {
  readonly slots: Slots;
  readonly running = new Map<string, { readonly end: () => void; readonly slot: Slot }>();
  readonly #abort = new AbortController();

  constructor(max: number) {
    this.slots = new Slots(max);
  }

  start(name: string, how: "use" | "useFirst", rank?: string): Promise<void> {
    const work = (slot: Slot) =>
      new Promise<void>((resolve) => {
        const end = () => {
          this.running.delete(name);
          resolve();
        };
        if (this.#abort.signal.aborted) resolve();
        else this.running.set(name, { end, slot });
      });
    return how === "use" ? this.slots.use(work) : this.slots.useFirst(work, this.#abort.signal, rank);
  }

  async end(name: string): Promise<void> {
    this.running.get(name)?.end();
    await settled();
  }

  async abort(): Promise<void> {
    this.#abort.abort();
    await settled();
  }

  names(): string[] {
    return [...this.running.keys()].sort();
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("who goes first has the next place, and whoever looks for room sees none until then", async () => {
  const desk = new Desk(2);
  void desk.start("install-1", "use");
  void desk.start("install-2", "use");
  void desk.start("delete-1", "useFirst");
  expect(desk.slots.hasRoom).toBe(false);
  await desk.end("install-1");
  expect(desk.names()).toEqual(["delete-1", "install-2"]);
  expect(desk.slots.hasRoom).toBe(false);
});

test("one place is never for those who go first, so that what hangs there keeps nobody else from going on", async () => {
  const desk = new Desk(4);
  for (const i of [1, 2, 3, 4, 5]) void desk.start(`delete-${i}`, "useFirst");
  await settled();
  expect(desk.names()).toEqual(["delete-1", "delete-2", "delete-3"]);
  expect(desk.slots.hasRoom).toBe(true);
});

test("of those who go first the smallest rank has the next place, and of one rank who came first", async () => {
  const desk = new Desk(1);
  void desk.start("install", "use");
  for (const [name, rank] of [
    ["b1", "b"],
    ["b2", "b"],
    ["a", "a"],
    ["c", "c"],
  ] as const)
    void desk.start(name, "useFirst", rank);
  const order: string[] = [];
  for (let next = "install"; next !== undefined; next = desk.names()[0]!) {
    order.push(next);
    await desk.end(next);
  }
  expect(order).toEqual(["install", "a", "b1", "b2", "c"]);
});

test("where there is one place alone, it is for all", async () => {
  const desk = new Desk(1);
  void desk.start("delete", "useFirst");
  await settled();
  expect([desk.names(), desk.slots.hasRoom]).toEqual([["delete"], false]);
});

test("waiting ends with the signal, and takes nobody's place for longer than it takes to say so", async () => {
  const desk = new Desk(1);
  void desk.start("install", "use");
  const waiting = desk.start("delete", "useFirst");
  await desk.abort();
  await waiting;
  await desk.end("install");
  expect(desk.slots.hasRoom).toBe(true);
  expect(desk.slots.isIdle).toBe(true);
});

test("there are never more at work than places, and no place stands free while somebody waits for it", async () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant("delete" as const) }),
    fc.record({ do: fc.constant("install" as const) }),
    fc.record({ do: fc.constant("end" as const), which: fc.nat(9) }),
    fc.record({ do: fc.constant("hold" as const), which: fc.nat(9) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.array(step, { maxLength: 30 }), async (max, steps) => {
      const desk = new Desk(max);
      const held = new Set<string>();
      const asked = new Set<string>();
      for (const [i, s] of steps.entries()) {
        const name = "which" in s ? desk.names()[s.which % Math.max(1, desk.running.size)] : `${s.do}-${i}`;
        if (name === undefined) continue;
        if (s.do === "delete") void desk.start(name, "useFirst");
        if (s.do === "delete") asked.add(name);
        if (s.do === "install" && desk.slots.hasRoom) void desk.start(name, "use");
        if (s.do === "hold") desk.running.get(name)!.slot.hold();
        if (s.do === "hold") held.add(name);
        if (s.do === "end") await desk.end(name);
        if (s.do === "end") asked.delete(name);
        await settled();
        const working = desk.names().filter((n) => !held.has(n));
        const first = working.filter((n) => asked.has(n)).length;
        const isWaiting = [...asked].some((n) => !desk.running.has(n));
        expect(working.length).toBeLessThanOrEqual(max);
        if (isWaiting && working.length < max) expect(first).toBe(max - 1);
      }
      for (let left = desk.names(); left.length > 0; left = desk.names()) for (const name of left) await desk.end(name);
      expect(desk.slots.isIdle).toBe(true);
    }),
  );
});
