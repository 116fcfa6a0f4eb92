import type { Compared, JacobianEntry } from "./compareJacobians.js";
import { factorInWords } from "./factorInWords.js";

/** Two numbers are taken for the same when they differ by less than this share. */
const close = 1e-5;
/** Entries smaller than this share of the largest tell no factor. */
const telling = 1e-6;

const alike = (a: number, b: number, scale: number): boolean => Math.abs(a - b) <= close * scale;

/** Does one factor, or one term, explain the whole block? */
function explainBlock({ block: { tensor }, entries }: Compared): string | undefined {
  const scale = Math.max(...entries.map(({ differences }) => Math.abs(differences)));
  if (!(scale > 0) || !Number.isFinite(scale)) return undefined;
  if (entries.every(({ reverse, forward }) => reverse === 0 && forward === 0))
    return `The derivative by ${tensor} is zero everywhere: its path to the output is cut.`;
  const large = entries.filter(({ differences }) => Math.abs(differences) > telling * scale);
  const factor = large[0]!.reverse / large[0]!.differences;
  const rest = entries.filter(({ differences }) => Math.abs(differences) <= telling * scale);
  const isConstant =
    large.every(({ reverse, differences }) => alike(reverse, factor * differences, Math.abs(reverse))) &&
    rest.every(({ reverse }) => Math.abs(reverse) <= 2 * telling * scale * Math.max(1, Math.abs(factor)));
  const known = factorInWords(factor, tensor);
  if (isConstant && factor !== 0 && !alike(factor, 1, 1)) {
    if (known !== undefined) return known;
    if (large.length > 1)
      return `All derivatives by ${tensor} are ${Number(factor.toPrecision(6))} times what they should be.`;
  }
  const term = entries[0]!.differences - entries[0]!.reverse;
  const isTerm = entries.length > 1 && entries.every((e) => alike(e.differences - e.reverse, term, scale));
  if (isTerm)
    return `All derivatives by ${tensor} are off by the same ${Number(term.toPrecision(6))}: a term is missing.`;
  const sorted = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b);
  const [found, expected] = [sorted(entries.map((e) => e.reverse)), sorted(entries.map((e) => e.differences))];
  const isMoved = large.length > 1 && found.every((x, i) => alike(x, expected[i]!, scale));
  if (isMoved)
    return `The derivatives by ${tensor} are the right numbers at the wrong places: a wrong axis, transpose or slice.`;
  return undefined;
}

const matches = (a: Compared, b: Compared): boolean => {
  const scale = Math.max(...b.entries.map(({ differences }) => Math.abs(differences)));
  const same = (entry: JacobianEntry, i: number) => alike(entry.reverse, b.entries[i]!.differences, scale);
  return a.entries.length === b.entries.length && a.entries.every(same);
};

/** What the wrong derivatives look like, in a sentence, where that can be recognised: about the block of the worst entry. */
export function diagnose(compared: readonly Compared[], worst: JacobianEntry): string | undefined {
  const own = compared.find(({ block }) => block.output === worst.output && block.tensor === worst.tensor);
  if (own === undefined || !Number.isFinite(worst.reverse) || !Number.isFinite(worst.forward)) return undefined;
  const other = compared.find(
    (each) =>
      each !== own &&
      each.block.output === worst.output &&
      each.block.verdict === "wrong" &&
      matches(own, each) &&
      matches(each, own),
  );
  if (other !== undefined)
    return `The derivatives by ${own.block.tensor} and ${other.block.tensor} stand in each other's place.`;
  return explainBlock(own);
}
