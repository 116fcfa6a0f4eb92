import type { Place } from "./syntax.js";

/** Comments as blanks, so that every offset stays. */
export const withoutComments = (source: string): string =>
  source.replace(/#[^\n]*/g, (comment) => " ".repeat(comment.length));

const leaf = /[\p{L}_$][\p{L}\p{N}_$]*|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|"[^"]*"|'[^'\n]*'/gu;

/** Finds the places of names and numbers, which come in the order in which the parser's tree has them. */
export interface LeafReader {
  /** The next place of a name, or without one of whatever comes next. */
  take(name?: string): Place;
  /** The first place of a text from some offset on. */
  find(text: string, from: number): Place;
  /** Where the last leaf ended. */
  readonly position: number;
}

/** Reads the leaves of a source from left to right. */
export function leafReader(source: string): LeafReader {
  const text = withoutComments(source);
  const places = [...text.matchAll(leaf)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
  let next = 0;
  let position = 0;
  const end = { start: text.length, end: text.length };
  return {
    get position() {
      return position;
    },
    take: (name) => {
      const found = places.findIndex((place, i) => i >= next && (name === undefined || place.text === name));
      if (found < 0) return end;
      const place = places[found]!;
      next = found + 1;
      position = place.end;
      return { start: place.start, end: place.end };
    },
    find: (sought, from) => {
      const start = text.indexOf(sought, from);
      return start < 0 ? { start: from, end: from + 1 } : { start, end: start + sought.length };
    },
  };
}
