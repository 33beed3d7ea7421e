/** The same things with one of them in another place. */
export function moved<T>(all: T[], from: number, to: number): T[] {
  const one = all[from];
  if (one === undefined) return all;
  return all.toSpliced(from, 1).toSpliced(to, 0, one);
}
