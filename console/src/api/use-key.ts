import { useRef } from "react";
import { freshKey } from "./client";
import { Refusal } from "./refusal";

/**
 * Idempotency keys for one place that can be clicked.
 *
 * What is said again unchanged, because no answer came the first time, carries the same key, so
 * that the desk does it once. Anything else is a new click with a new key.
 */
export function useKey() {
  const open = useRef<{ said: string; key: string } | null>(null);

  function keyFor(what: unknown): string {
    const said = JSON.stringify(what);
    if (open.current?.said !== said) open.current = { said, key: freshKey() };
    return open.current.key;
  }

  /** Call when an answer came (or an error): a real answer closes the key. */
  function answered(error?: unknown) {
    const unheard = error instanceof Refusal && (error.status === 0 || error.status >= 500);
    if (!unheard) open.current = null;
  }

  return { keyFor, answered };
}
