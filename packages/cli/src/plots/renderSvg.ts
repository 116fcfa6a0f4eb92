import type { TopLevelSpec } from "vega-lite";

/** Draws a chart as an SVG element. Vega is large, so it is loaded only when something is drawn. */
export async function renderSvg(chart: TopLevelSpec): Promise<string> {
  const [vega, { compile }] = await Promise.all([import("vega"), import("vega-lite")]);
  const view = new vega.View(vega.parse(compile(chart).spec), { renderer: "none", logLevel: vega.Error });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}
