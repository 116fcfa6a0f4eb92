import { foldIn } from "../../../random/key.js";
import type { Check } from "../../verification.js";
import { compareJacobians, type JacobianEntry, worseOf } from "../compareJacobians.js";
import { checked } from "../conclude.js";
import { diagnose } from "../diagnose.js";
import { numericalInWords } from "../numericalInWords.js";
import { formatIndex } from "../places.js";
import { samples } from "../samples.js";
import type { Subject } from "../subject.js";

/**
 * The Jacobian by reverse mode (a unit cotangent for each row), by forward mode (a unit tangent for each column) and by
 * extrapolated central differences, entry by entry; of a large one, rows and columns at random.
 *
 * @see Griewank & Walther, "Evaluating Derivatives" (2008), section 3.3, for the identity of the two modes.
 */
export function jacobian(subject: Subject, name = "jacobian"): Check {
  const { f, key, samples: count } = subject;
  const rows = samples(f.y, count, foldIn(key, 0x726f7773));
  const columns = samples(f.x, count, foldIn(key, 0x636f6c73));
  const compared = compareJacobians(subject, rows, columns);
  const blocks = compared.map(({ block }) => block);
  const entry = blocks.map(({ worst }) => worst).reduce(worseOf, undefined);
  const coverage = { compared: rows.length * columns.length, total: f.y.data.length * f.x.data.length };
  const findings = {
    blocks,
    coverage,
    ...(entry && { entry, worst: entry.excess, allowed: 1, where: placeOf(entry) }),
  };
  if (entry === undefined || entry.verdict === "right") {
    const size =
      coverage.compared === coverage.total
        ? `${f.y.data.length} × ${f.x.data.length} entries`
        : `${rows.length} × ${columns.length} of ${f.y.data.length} × ${f.x.data.length} entries`;
    return checked(name, "right", {
      ...findings,
      reason: `Reverse mode, forward mode and differences agree on ${size}.`,
    });
  }
  const diagnosis = entry.verdict === "wrong" ? diagnose(compared, entry) : undefined;
  const reason = diagnosis === undefined ? disagreement(entry) : `${disagreement(entry)} ${diagnosis}`;
  return checked(name, entry.verdict, { ...findings, reason });
}

const placeOf = ({ output, rowIndex, tensor, columnIndex }: JacobianEntry): string =>
  `∂ ${formatIndex(output, rowIndex)} / ∂ ${formatIndex(tensor, columnIndex)}`;

const short = (x: number): string => `${Number(x.toPrecision(8))}`;

function disagreement(entry: JacobianEntry): string {
  const { reverse, forward, differences, uncertainty, kink, verdict, error } = entry;
  const place = placeOf(entry);
  const analytic =
    short(reverse) === short(forward)
      ? `${short(reverse)} by both modes`
      : `${short(reverse)} by reverse mode, ${short(forward)} by forward mode`;
  const numerical = `${short(differences)} by differences ${numericalInWords(uncertainty)}`;
  if (![reverse, forward, differences].every(Number.isFinite)) {
    return `A derivative is not finite: ${place} is ${analytic}, ${numerical}.`;
  }
  if (kink !== undefined) {
    const sides = `the slope is ${short(kink.left)} on one side and ${short(kink.right)} on the other`;
    return verdict === "undecided"
      ? `There is a kink at this point: ${place} does not exist, ${sides}, and both modes take ${short(reverse)}. Check at another point, or set allowKinks.`
      : `${place} is ${analytic}, but there is a kink at this point: ${sides}, and no derivative may lie beyond them.`;
  }
  if (verdict === "undecided") {
    return `The differences are too uncertain to decide: ${place} is ${analytic}, ${numerical}.`;
  }
  const share =
    error < 0.001 ? `${error.toExponential(1)} of their scale` : `${Number((100 * error).toPrecision(2))} %`;
  return `The derivatives disagree by ${share}: ${place} is ${analytic}, ${numerical}.`;
}
