/** A pattern of a tile of 24 by 24: filled, or drawn as a line of 2.4. */
interface Pattern {
  d: string;
  isLine?: true;
}

/** Order and number are part of every woman's tile: to add, remove or move one would give everybody another. */
export const patterns: readonly Pattern[] = [
  // Waves.
  {
    isLine: true,
    d: "M-1 7c3-4 6-4 8.6 0s5.6 4 8.6 0 6-4 9 0M-1 14c3-4 6-4 8.6 0s5.6 4 8.6 0 6-4 9 0M-1 21c3-4 6-4 8.6 0s5.6 4 8.6 0 6-4 9 0",
  },
  // Petals.
  { d: "M12 12C12 6 9 3 3 3c0 6 3 9 9 9zm0 0c6 0 9-3 9-9-6 0-9 3-9 9zm0 0c0 6 3 9 9 9 0-6-3-9-9-9zm0 0c-6 0-9 3-9 9 6 0 9-3 9-9z" },
  // A leaf.
  { d: "M4 20C4 10.5 10.5 4 20 4c0 9.5-6.5 16-16 16z" },
  // Two corners.
  { d: "M0 0h12a12 12 0 0 1-12 12zM24 24H12a12 12 0 0 1 12-12z" },
  // Rings.
  { isLine: true, d: "M12 8.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 1 1 0-7zM12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 1 1 0-17z" },
  // A lozenge with a window.
  { d: "M12 3l9 9-9 9-9-9zm0 6-3 3 3 3 3-3z" },
  // A bowl under a dome.
  { d: "M2.5 11.5a9.5 9.5 0 0 1 19 0zM6.5 14.5h11a5.5 5.5 0 0 1-11 0z" },
  // Checks.
  { d: "M0 0h12v12H0zM12 12h12v12H12z" },
  // Scales.
  {
    d: "M0 4a6 6 0 0 0 12 0 6 6 0 0 0 12 0v4a6 6 0 0 1-12 0 6 6 0 0 1-12 0zM0 14a6 6 0 0 0 12 0 6 6 0 0 0 12 0v4a6 6 0 0 1-12 0 6 6 0 0 1-12 0z",
  },
  // Five seeds.
  {
    d: "M12 9.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 1 1 0-5zM5.5 3a2.5 2.5 0 1 1 0 5 2.5 2.5 0 1 1 0-5zM18.5 3a2.5 2.5 0 1 1 0 5 2.5 2.5 0 1 1 0-5zM5.5 16a2.5 2.5 0 1 1 0 5 2.5 2.5 0 1 1 0-5zM18.5 16a2.5 2.5 0 1 1 0 5 2.5 2.5 0 1 1 0-5z",
  },
  // Roof tiles.
  { isLine: true, d: "M-1 9l6.5-5 6.5 5 6.5-5L25 9M-1 15l6.5-5 6.5 5 6.5-5 6.5 5M-1 21l6.5-5 6.5 5 6.5-5 6.5 5" },
  // A doorway in a doorway.
  { isLine: true, d: "M3 23v-9a9 9 0 0 1 18 0v9M8 23v-8a4 4 0 0 1 8 0v8" },
];
