import { bufferNames } from "./formatSchedule.js";
import { type Buffer, reads, type Schedule, writes } from "./fuse/kernel.js";
import { bytesOf, type Plan } from "./plan.js";

/** The longest line of a lifetime. */
const columns = 48;

/** When a buffer is in use, drawn along the kernels of a program. */
function lifetime(buffer: Buffer, { kernels, outputs }: Schedule): string {
  const width = Math.min(columns, Math.max(1, kernels.length));
  const uses = kernels.flatMap((kernel, i) => ([...reads(kernel), ...writes(kernel)].includes(buffer) ? [i] : []));
  const always = buffer.home.kind !== "temporary";
  const first = always ? 0 : (uses[0] ?? 0);
  const last = always || outputs.includes(buffer) ? kernels.length - 1 : (uses.at(-1) ?? first);
  const column = (i: number) => Math.floor((i * width) / Math.max(1, kernels.length));
  return Array.from({ length: width }, (_, i) => (column(first) <= i && i <= column(last) ? "█" : "·")).join("");
}

/**
 * The memory map of a program: every buffer of its arena with its place, its size, and the kernels during which it is needed,
 * from the lowest address to the highest; then the total, beside what it would be if nothing shared memory.
 */
export function formatPlan(schedule: Schedule, { offsets, bytes, bytesWithoutReuse }: Plan): string {
  const nameOf = bufferNames(schedule);
  const rows = [...offsets]
    .toSorted(([, a], [, b]) => a - b)
    .map(([buffer, offset]) => [
      `${offset}`,
      `${buffer.size * bytesOf[buffer.dtype]}`,
      lifetime(buffer, schedule),
      nameOf(buffer),
    ]);
  const table = [["offset", "bytes", "kernels", "buffer"], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]!.length)));
  const lines = table.map((row) =>
    [row[0]!.padStart(widths[0]!), row[1]!.padStart(widths[1]!), row[2]!.padEnd(widths[2]!), row[3]!].join("  "),
  );
  return [...lines, `arena: ${bytes} bytes; without sharing: ${bytesWithoutReuse} bytes`].join("\n");
}
