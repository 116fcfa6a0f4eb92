import { extname, resolve } from "node:path";
import type { TaylorSeries } from "@adjoint/core/verify";
import { CliError } from "../errors/cliError.js";
import { renderSvg } from "../plots/renderSvg.js";
import { taylorPlot } from "../plots/taylorPlot.js";
import { writeAtomically } from "../run/writeAtomically.js";

/** The kinds of pictures that can be written. */
const writers: Readonly<Record<string, (svg: string) => Promise<string | Uint8Array>>> = {
  ".svg": async (svg) => svg,
  ".png": async (svg) => {
    const { Resvg } = await import("@resvg/resvg-js");
    return new Resvg(svg, { fitTo: { mode: "zoom", value: 2 } }).render().asPng();
  },
};

/** @throws CliError `check/picture` when a picture cannot be of this kind */
export function requirePicture(file: string): void {
  if (!(extname(file) in writers)) throw new CliError("check/picture", { file, allowed: Object.keys(writers) });
}

/** Draws remainders into a file, whose ending says what kind of picture it is. */
export async function writePlot(file: string, cwd: string, series: readonly TaylorSeries[]): Promise<void> {
  const svg = await renderSvg(taylorPlot(series));
  await writeAtomically(resolve(cwd, file), await writers[extname(file)]!(svg));
}
