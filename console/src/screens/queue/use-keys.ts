import { type RefObject, useEffect } from "react";
import type { Row } from "../../api/types";
import { areOn } from "./shortcuts";

interface Props {
  rows: Row[];
  body: RefObject<HTMLElement | null>;
  /** Brings the row of this place into sight. */
  show: (at: number) => void;
  chosen: ReadonlySet<string>;
  onChoose: (ids: string[], chosen: boolean) => void;
  /** Assigns what is chosen. */
  onAssign: () => void;
}

/** The request whose row was last stood on or clicked; from there one goes on after coming back. */
let stood: string | undefined;
/** A row far off is drawn a few frames after the list was told to scroll to it. */
const FRAMES = 20;

/** The list by keyboard: down and up its rows, opening them, choosing them, to the search. */
export function useKeys({ rows, body, show, chosen, onChoose, onAssign }: Props) {
  useEffect(() => {
    function here(): number {
      const row = document.activeElement?.closest("tr[data-index]");
      return row ? Number(row.getAttribute("data-index")) : -1;
    }

    function before(): number {
      const at = here();
      return at < 0 ? rows.findIndex(({ id }) => id === stood) : at;
    }

    function go(at: number) {
      const place = Math.max(0, Math.min(rows.length - 1, at));
      show(place);
      requestAnimationFrame(() => stand(place, FRAMES));
    }

    function stand(place: number, frames: number) {
      const link = body.current?.querySelector<HTMLElement>(`tr[data-index="${place}"] a`);
      if (link) link.focus();
      else if (frames > 0) requestAnimationFrame(() => stand(place, frames - 1));
    }

    function note(event: Event) {
      const row = (event.target as HTMLElement).closest("tr[data-index]");
      if (row) stood = rows[Number(row.getAttribute("data-index"))]?.id;
    }

    const does: Record<string, () => void> = {
      j: () => go(before() + 1),
      k: () => go(before() - 1),
      x: () => {
        const row = rows[here()];
        if (row) onChoose([row.id], !chosen.has(row.id));
      },
      a: () => {
        const row = rows[here()];
        if (chosen.size === 0 && row) onChoose([row.id], true);
        if (chosen.size > 0 || row) onAssign();
      },
      "/": () => document.querySelector<HTMLElement>('input[type="search"]')?.focus(),
    };

    function press(event: KeyboardEvent) {
      const typing = (event.target as HTMLElement).closest(
        "input:not([type=checkbox]), textarea, select",
      );
      const elsewhere = document.querySelector('[role="dialog"]');
      const held = event.ctrlKey || event.metaKey || event.altKey;
      const act = does[event.key];
      if (!act || typing || elsewhere || held || !areOn()) return;
      event.preventDefault();
      act();
    }

    const there = body.current;
    there?.addEventListener("focusin", note);
    there?.addEventListener("click", note);
    window.addEventListener("keydown", press);
    return () => {
      there?.removeEventListener("focusin", note);
      there?.removeEventListener("click", note);
      window.removeEventListener("keydown", press);
    };
  }, [rows, body, show, chosen, onChoose, onAssign]);
}
