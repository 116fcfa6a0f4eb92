/**
 * The number of letters to insert, delete, replace or swap with their neighbour to turn one word into another.
 *
 * @see Oommen & Loke, "Pattern recognition of strings with substitutions, insertions, deletions and generalized
 * transpositions" (1997); this is the restricted distance, in which no part is edited twice.
 */
function distance(from: string, to: string): number {
  let before: readonly number[] = [];
  let above: readonly number[] = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = above[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      const swaps = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const swapped = swaps ? before[j - 2]! + 1 : Infinity;
      row.push(Math.min(replaced, swapped, above[j]! + 1, row[j - 1]! + 1));
    }
    before = above;
    above = row;
  }
  return above[to.length]!;
}

/**
 * The name that someone probably meant: the nearest, if no more than a third of its letters are wrong.
 *
 * @example
 * nearest("reul", ["relu", "tanh"]); // "relu"
 */
export function nearest(word: string, names: readonly string[]): string | undefined {
  const ranked = names
    .map((name) => ({ name, wrong: distance(word.toLowerCase(), name.toLowerCase()), allowed: name.length / 3 }))
    .filter(({ wrong, allowed }) => wrong <= Math.max(1, allowed))
    .toSorted((a, b) => a.wrong - b.wrong);
  return ranked[0]?.name;
}
