import type { Medium } from '../record/release.ts';

/** A part of a picture, in its own pixels. */
export interface Region {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** What somebody chose of a picture: the part that is shown, and where in the picture the eye goes; from 0 to 1. */
export interface Cut {
  crop: { x: number; y: number; width: number; height: number } | null;
  focus: { x: number; y: number };
}

/** Width to height that a role's pictures have at least and at most. The rest is cut away around the focus. */
const SHAPES: Partial<Record<Medium['role'], { least: number; most: number }>> = {
  lead: { least: 1, most: 3 },
  portrait: { least: 4 / 5, most: 4 / 5 },
};

/** The part of a picture of this size that is shown in a role. */
export function regionOf(size: { width: number; height: number }, role: Medium['role'], { crop, focus }: Cut): Region {
  const { x, y, width, height } = crop ?? { x: 0, y: 0, width: 1, height: 1 };
  const [across, down] = [width * size.width, height * size.height];
  const { least, most } = SHAPES[role] ?? { least: 0, most: Number.POSITIVE_INFINITY };
  const wide = Math.max(1, Math.round(Math.min(across, down * most)));
  const high = Math.max(1, Math.round(least > 0 ? Math.min(down, across / least) : down));
  const left = placed(focus.x * size.width, x * size.width, across, wide);
  const top = placed(focus.y * size.height, y * size.height, down, high);
  return {
    left: Math.max(0, Math.min(left, size.width - wide)),
    top: Math.max(0, Math.min(top, size.height - high)),
    width: wide,
    height: high,
  };
}

/** Where a part begins that has the focus in its middle, as far as the room allows. */
function placed(focus: number, from: number, room: number, length: number): number {
  return Math.round(Math.min(Math.max(focus - length / 2, from), from + room - length));
}
