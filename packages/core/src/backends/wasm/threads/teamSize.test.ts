import { expect, test } from "vitest";
import { teamSize } from "./teamSize.js";

/** The numbers of threads of so many runs, whose durations depend on them. */
function sizes(team: ReturnType<typeof teamSize>, count: number, duration: (threads: number, run: number) => number) {
  return Array.from({ length: count }, (_, run) => {
    const size = team.next();
    if (team.isTimed) team.took(duration(size, run));
    return size;
  });
}

const share = (list: readonly number[], size: number) => list.filter((each) => each === size).length / list.length;

test("all threads are tried first, then one", () => {
  const found = sizes(teamSize(4), 12, () => 1);
  expect(found).toEqual([4, 4, 4, 4, 4, 4, 1, 1, 1, 1, 1, 1]);
});

test("the faster one stays, and the other has its chances less and less often", () => {
  const twice = sizes(teamSize(2), 10_000, (size) => (size === 2 ? 0.5 : 0.9));
  expect(share(twice, 2)).toBeGreaterThan(0.98);
  const once = sizes(teamSize(2), 10_000, (size) => (size === 2 ? 0.9 : 0.5));
  expect(share(once, 1)).toBeGreaterThan(0.98);
  expect(share(once.slice(-5000), 1)).toBeGreaterThan(0.998);
});

test("one that is slow now and then is judged by what is usual", () => {
  const found = sizes(teamSize(2), 10_000, (size, run) => (size === 2 ? (run % 7 === 0 ? 90 : 0.5) : 0.9));
  expect(share(found.slice(-5000), 2)).toBeGreaterThan(0.99);
});

test("a neighbour that comes and goes is noticed", () => {
  const team = teamSize(2);
  const alone = (size: number) => (size === 2 ? 0.5 : 0.9);
  const crowded = (size: number) => (size === 2 ? 3 : 0.9);
  expect(share(sizes(team, 5000, alone).slice(-100), 2)).toBe(1);
  expect(share(sizes(team, 20_000, crowded).slice(-100), 1)).toBe(1);
  expect(share(sizes(team, 20_000, alone).slice(-100), 2)).toBe(1);
});
