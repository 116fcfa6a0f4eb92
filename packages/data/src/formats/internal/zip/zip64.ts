const signatures = { locator: 0x07064b50, end: 0x06064b50 } as const;

/**
 * Where the directory of a zip file of more than 4 GiB or 65,535 entries begins, and how many entries it has; undefined for
 * an ordinary one.
 *
 * @param end where the ordinary end record is.
 * @see PKWARE, "APPNOTE.TXT - .ZIP File Format Specification" 6.3.10, sections 4.3.14 and 4.3.15.
 */
export function readZip64(view: DataView, end: number): { readonly at: number; readonly count: number } | undefined {
  const locator = end - 20;
  if (locator < 0 || view.getUint32(locator, true) !== signatures.locator) return undefined;
  const at = Number(view.getBigUint64(locator + 8, true));
  if (at + 56 > locator || view.getUint32(at, true) !== signatures.end) return undefined;
  return { at: Number(view.getBigUint64(at + 48, true)), count: Number(view.getBigUint64(at + 32, true)) };
}
