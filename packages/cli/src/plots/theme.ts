/** The colours of the parts of the data; they stand out on white and on black, and to those who see few colours. */
export const colours = { train: "#2f7ed8", validation: "#e07b1a", test: "#1a9e77" } as const;

const text = "currentColor";

/** The look of all charts. All that is no data takes the page's text colour. */
export const theme = {
  font: "system-ui, sans-serif",
  view: { stroke: null },
  axis: {
    labelColor: text,
    titleColor: text,
    domainColor: text,
    tickColor: text,
    gridColor: text,
    gridOpacity: 0.15,
    labelFontSize: 12,
    titleFontSize: 13,
  },
  legend: { labelColor: text, labelFontSize: 13, orient: "top" },
} as const;
