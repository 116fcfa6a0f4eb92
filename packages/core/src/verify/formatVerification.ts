import type { Check, Verification } from "./verification.js";

const signs = { right: "✓", wrong: "✗", undecided: "?" } as const;

const short = (x: number | undefined): string =>
  x === undefined ? "" : Number.isInteger(x) ? `${x}` : x.toPrecision(2);

const row = ({ name, verdict, worst, allowed, where = "" }: Check): readonly string[] => [
  `${signs[verdict]} ${name}`,
  short(worst),
  short(allowed),
  where,
];

/**
 * A verdict as a table for people: a line for each check with its largest error, what is allowed, and where that error is; then the
 * reason, and the reasons of all other checks that did not pass.
 *
 * @example
 * console.log(formatVerification(checkGradient(loss, { feeds })));
 */
export function formatVerification({ checks, reason }: Verification): string {
  const rows = [["  check", "worst", "allowed", "where"], ...checks.map(row)];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((cells) => cells[column]!.length)));
  const lines = rows.map(([name, worst, allowed, where]) =>
    `${name!.padEnd(widths[0]!)}  ${worst!.padStart(widths[1]!)}  ${allowed!.padStart(widths[2]!)}  ${where}`.trimEnd(),
  );
  const others = checks.filter((check) => !check.pass && check.reason !== reason);
  return [...lines, "", reason, ...others.map((check) => `${check.name}: ${check.reason}`)].join("\n");
}
