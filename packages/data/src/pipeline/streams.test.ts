import { setImmediate, setTimeout } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import { refusal } from "../formats/tensors.properties.js";
import { cache } from "./cache.js";
import { mapBatches } from "./mapBatches.js";
import { prefetch } from "./prefetch.js";

async function* slowly<T>(items: Iterable<T>): AsyncGenerator<T> {
  for (const item of items) {
    await setImmediate();
    yield item;
  }
}
const gather = async <T>(source: AsyncIterable<T>): Promise<T[]> => {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
};

/** Yields 0, 1, 2, …, counting what it was asked for, and breaks at `end`. */
function failing(end: number) {
  const log = { asked: 0, closed: 0 };
  async function* source() {
    try {
      for (let i = 0; ; i++) {
        log.asked++;
        await setImmediate();
        if (i === end) throw new Error(`no item ${i}`);
        yield i;
      }
    } finally {
      log.closed++;
    }
  }
  return { log, source: { [Symbol.asyncIterator]: source } };
}

describe("mapBatches", () => {
  test("changes each item with its number, at once or after a while, on every pass", async () => {
    const now = mapBatches(["a", "b"], (item, i) => `${item}${i}`);
    expect([[...now], [...now]]).toEqual([
      ["a0", "b1"],
      ["a0", "b1"],
    ]);
    expectTypeOf(now).toEqualTypeOf<Iterable<string>>();
    const later = mapBatches({ [Symbol.asyncIterator]: () => slowly("ab") }, (item, i) => item.length + i);
    expect([await gather(later), await gather(later)]).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expectTypeOf(later).toEqualTypeOf<AsyncIterable<number>>();
  });
});

describe("cache", () => {
  test("goes through its source once, only as far as it is asked", () => {
    const drawn: number[] = [];
    const source = mapBatches([1, 2, 3], (item) => drawn.push(item) && item);
    const cached = cache(source);
    for (const item of cached) if (item === 2) break;
    expect(drawn).toEqual([1, 2]);
    expect([[...cached], [...cached]]).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
    expect(drawn).toEqual([1, 2, 3]);
  });

  test("serves passes that overlap, also of a slow source", async () => {
    let drawn = 0;
    const cached = cache(
      mapBatches(slowly([1, 2, 3]), (item) => {
        drawn++;
        return item;
      }),
    );
    expect(await Promise.all([gather(cached), gather(cached)])).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
    expect(drawn).toBe(3);
  });

  test("meets a failure again at its place, so that no pass ends early unnoticed", async () => {
    const broken = cache(
      mapBatches([1, 2, 3], (item) => {
        if (item === 2) throw new Error("no item 2");
        return item;
      }),
    );
    for (const _ of [1, 2]) expect(() => [...broken]).toThrow("no item 2");
    const late = cache(failing(1).source);
    for (const _ of [1, 2]) await expect(gather(late)).rejects.toThrow("no item 1");
  });
});

describe("prefetch", () => {
  test("yields the same items in the same order", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat()), fc.integer({ min: 1, max: 5 }), async (items, ahead) => {
        expect(await gather(prefetch(slowly(items), { ahead }))).toEqual(items);
      }),
      { numRuns: 30 },
    );
  });

  test("asks for as many items ahead as it is told, and for no more", async () => {
    const { log, source } = failing(100);
    let taken = 0;
    for await (const item of prefetch(source, { ahead: 3 })) {
      expect(item).toBe(taken++);
      await setTimeout(5);
      // Asked for are the item in hand and three more.
      expect(log.asked).toBe(taken + 3);
      if (taken === 4) break;
    }
    expect(log.closed).toBe(1);
  });

  test("overlaps reading with work, which would wait for each other without it", async () => {
    const events = async (wrap: (source: AsyncIterable<number>) => AsyncIterable<number>) => {
      const log: string[] = [];
      async function* reads() {
        for (const item of [0, 1, 2]) {
          log.push(`reading ${item}`);
          await setTimeout(2);
          yield item;
        }
      }
      for await (const item of wrap(reads())) {
        await setTimeout(2);
        log.push(`worked on ${item}`);
      }
      return log;
    };
    expect(await events((source) => source)).toEqual([0, 1, 2].flatMap((i) => [`reading ${i}`, `worked on ${i}`]));
    const log = await events(prefetch);
    for (const item of [0, 1])
      expect(log.indexOf(`reading ${item + 1}`)).toBeLessThan(log.indexOf(`worked on ${item}`));
  });

  test("lets the source go on although the work never waits for anything", async () => {
    let read = 0;
    async function* reads() {
      for (;;) {
        await setImmediate();
        yield read++;
      }
    }
    const ready: number[] = [];
    for await (const item of prefetch(reads())) {
      ready.push(read - 1 - item);
      if (item === 5) break;
    }
    // Behind the first item, there is always one more that is ready.
    expect(Math.min(...ready.slice(1))).toBeGreaterThanOrEqual(1);
  });

  test("meets a failure of the source at its place", async () => {
    const { source } = failing(2);
    const seen: number[] = [];
    const pass = async () => {
      for await (const item of prefetch(source, { ahead: 4 })) seen.push(item);
    };
    await expect(pass()).rejects.toThrow("no item 2");
    expect(seen).toEqual([0, 1]);
  });

  test("of nothing ahead is refused", () => {
    for (const ahead of [0, 1.5]) {
      expect(refusal(() => prefetch(failing(0).source, { ahead })).code).toBe("data/option");
    }
  });
});
