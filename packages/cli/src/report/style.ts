/** The look of a report, on light and dark screens and on paper. */
export const style = `
:root { color-scheme: light dark; }
body { max-width: 62rem; margin: 2rem auto; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif;
  color: light-dark(#1c1c1c, #e4e4e4); background: light-dark(#ffffff, #161616); }
h1 { margin-bottom: 0; }
h1 + p { margin-top: 0; opacity: 0.75; }
h2 { margin-top: 2.2rem; }
table { border-collapse: collapse; }
th, td { padding: 0.25rem 1.2rem 0.25rem 0; text-align: left; border-bottom: 1px solid light-dark(#d8d8d8, #3a3a3a);
  white-space: pre; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.charts { display: flex; flex-wrap: wrap; gap: 1rem; }
figure { margin: 0; }
svg { max-width: 100%; height: auto; }
pre { padding: 1rem; overflow-x: auto; border-radius: 4px; background: light-dark(#f4f4f4, #222222); }
.stopped { padding: 0.6rem 1rem; white-space: pre-wrap; border-left: 4px solid #e07b1a; }
`.trim();
