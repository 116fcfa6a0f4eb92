/**
 * Number of keys written in a JSON text, at any depth: its colons outside of strings.
 * More of them than in the parsed value means that some key was given twice, which `JSON.parse` passes over in silence.
 */
export function countKeys(json: string): number {
  let count = 0;
  let inString = false;
  for (let i = 0; i < json.length; i++) {
    const character = json[i];
    if (character === '"') inString = !inString;
    else if (inString && character === "\\") i++;
    else if (!inString && character === ":") count++;
  }
  return count;
}
